"""An archive's members -> its files, in memory: nothing is extracted, one hostile name refuses all. Trusted side."""

import re
from collections.abc import Collection, Iterator, Mapping

from grader.errors import SubmissionError
from grader.intake.collect import CollectedFiles, Collector
from grader.intake.installed import environments, installed_folder
from grader.intake.limits import LISTED
from grader.intake.members import CORRUPT, DAMAGED, ArchiveMember, MemberKind
from grader.intake.naming import ignored, twin_key
from grader.sanitize import quoted

_DRIVE = re.compile(r"[A-Za-z]:")


def collect_members(members: Iterator[ArchiveMember]) -> CollectedFiles:
    """Reads all files of an archive.

    Raises:
        SubmissionError: The archive is damaged, over a limit, or contains something that no honest archive does.
    """
    collector = Collector()
    taken: dict[str, str] = {}
    try:
        listed = [(safe_path(member.name), member) for member in _bounded(members)]
        known = environments(path for path, _ in listed)
        for path, member in listed:
            _take_member(path, member, known, collector, taken)
    except CORRUPT as error:
        raise SubmissionError(DAMAGED) from error
    refuse_files_as_folders(taken)
    return collector.collected()


def _bounded(members: Iterator[ArchiveMember]) -> Iterator[ArchiveMember]:
    for number, member in enumerate(members):
        if number == LISTED:
            raise SubmissionError(f"The archive lists more than {LISTED:,} files: hand in your own files only.")
        yield member


def _take_member(
    path: str, member: ArchiveMember, known: Collection[str], collector: Collector, taken: dict[str, str]
) -> None:
    """Takes or skips a member; `taken` has the path of each file under its twin key."""
    if not path or ignored(path):
        return
    installed = installed_folder(path, known)
    if installed:
        collector.skip_installed(installed)
        return
    collector.count_entry()
    if member.kind is MemberKind.FOLDER:
        return
    if member.kind is MemberKind.LINK:
        collector.refuse(
            path, f"The archive has a link, {quoted(path)}; links are never followed: pack the file itself."
        )
    elif member.kind is MemberKind.SPECIAL:
        collector.skip_special(path)
    elif member.refusal:
        raise SubmissionError(f"The archive cannot be read, because {quoted(path)} {member.refusal}.")
    elif collector.admits(path):
        other = taken.setdefault(twin_key(path), path)
        if other != path:
            raise SubmissionError(
                f"The archive has both {quoted(other)} and {quoted(path)}, which many computers take for one file."
            )
        with member.open() as stream:
            collector.take(path, stream.read, member.declared)


def safe_path(name: str) -> str:
    """The member's path, normalised; empty for the archive's own top folder.

    Raises:
        SubmissionError: No archiver writes such a name.
    """
    # Some programs for Windows write backslashes between folders.
    path = name.replace("\\", "/")
    parts = path.split("/")
    if path.startswith("/") or ".." in parts or _DRIVE.match(path):
        raise SubmissionError(
            f"The archive has a file name that leads out of it, {quoted(name)}: pack the folder again."
        )
    if "\0" in name:
        raise SubmissionError(f"The archive has a name with a NUL, {quoted(name)}: pack it with another program.")
    return "/".join(part for part in parts if part not in {"", "."})


def refuse_files_as_folders(taken: Mapping[str, str]) -> None:
    """Raises SubmissionError if a path is below another file's; each path is given under its twin key."""
    for key, path in taken.items():
        parts = key.split("/")
        if any("/".join(parts[:length]) in taken for length in range(1, len(parts))):
            raise SubmissionError(f"The archive has a folder of {quoted(path)} as a file too: pack it again.")
