"""The parts of one submission, from a folder or an archive -> its files in memory, within the limits. Trusted side."""

import os
from collections.abc import Iterable
from itertools import groupby
from pathlib import Path

from grader.errors import SubmissionError
from grader.intake.archive import refuse_files_as_folders
from grader.intake.collect import CollectedFiles, Collector
from grader.intake.folder import open_regular
from grader.intake.members import CORRUPT
from grader.intake.naming import twin_key
from grader.intake.sources.containers import Container, OpenArchives
from grader.intake.sources.tree import EntryKind, FilePart
from grader.sanitize import quoted


def collect_parts(parts: Iterable[FilePart], archives: OpenArchives) -> CollectedFiles:
    """Reads all files of a submission, those in archives from the open archives.

    Raises:
        SubmissionError: A limit is exceeded, or a part is not what it claims to be.
    """
    collector = Collector()
    ordered = sorted(parts, key=lambda part: (part.found.index >= 0, str(part.source), part.name))
    for archived, each in groupby(ordered, key=lambda part: part.found.index >= 0):
        if not archived:
            for part in each:
                _take(part, collector)
            continue
        for source, inside in groupby(each, key=lambda part: part.source):
            _take_members(source, list(inside), collector, archives)
    refuse_files_as_folders({twin_key(part.name): part.name for part in ordered if part.found.kind is EntryKind.FILE})
    return collector.collected()


def _take_members(source: Path, parts: list[FilePart], collector: Collector, archives: OpenArchives) -> None:
    try:
        container = archives.open(source)
        for part in parts:
            _take(part, collector, container)
    except CORRUPT as error:
        raise SubmissionError(
            f"{quoted(parts[0].name)} is damaged in the archive of the class: download it again."
        ) from error


def _take(part: FilePart, collector: Collector, container: Container | None = None) -> None:
    collector.count_entry()
    kind = part.found.kind
    if kind is EntryKind.LINK:
        collector.skip_link(part.name)
    elif kind is EntryKind.INSTALLED:
        collector.skip_installed(part.name)
    elif kind is EntryKind.SPECIAL:
        collector.skip_special(part.name)
    elif kind is EntryKind.UNREADABLE:
        collector.skip_unreadable(part.name, part.found.why)
    elif kind is EntryKind.FILE and collector.admits(part.name):
        if container is None:
            _take_file(part, collector)
        else:
            with container.open(part.found.index) as stream:
                collector.take(part.name, stream.read, part.found.size)
    elif kind is EntryKind.MISNAMED:
        collector.admits(part.name)


def _take_file(part: FilePart, collector: Collector) -> None:
    try:
        with open_regular(part.source) as file:
            collector.take(part.name, file.read, os.fstat(file.fileno()).st_size)
    except FileNotFoundError:
        return  # it has just been deleted, like an editor's temporary files
    except OSError as error:
        collector.skip_unreadable(part.name, error.strerror or "unknown error")
