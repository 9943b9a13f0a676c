"""An archive's members -> its files, in memory: nothing is extracted, one hostile name refuses all. Trusted side."""

import re
from collections.abc import Iterator

from grader.errors import SubmissionError
from grader.intake.collect import Collected, Collector
from grader.intake.members import CORRUPT, DAMAGED, Member, MemberKind
from grader.intake.naming import ignored, shown, twin_key

_DRIVE = re.compile(r"[A-Za-z]:")


def collect_members(members: Iterator[Member]) -> Collected:
    """Reads all files of an archive.

    Raises:
        SubmissionError: The archive is damaged, over a limit, or holds what none that is honestly made does.
    """
    collector = Collector()
    taken: dict[str, str] = {}
    try:
        for member in members:
            collector.count_entry()
            _take_member(member, collector, taken)
    except CORRUPT as error:
        raise SubmissionError(DAMAGED) from error
    _refuse_files_as_folders(taken)
    return collector.collected()


def _take_member(member: Member, collector: Collector, taken: dict[str, str]) -> None:
    """Takes a member or leaves it; `taken` has the path of each file under its twin key."""
    path = _safe_path(member.name)
    if not path or member.kind is MemberKind.FOLDER or ignored(path):
        return
    if member.kind is MemberKind.LINK:
        raise SubmissionError(f"The archive has a link, {shown(path)}; links are never followed: pack the file itself.")
    if member.kind is MemberKind.SPECIAL:
        collector.skip_special(path)
    elif member.refusal:
        raise SubmissionError(f"The archive cannot be read, because {shown(path)} {member.refusal}.")
    elif collector.admits(path):
        other = taken.setdefault(twin_key(path), path)
        if other != path:
            raise SubmissionError(
                f"The archive has both {shown(other)} and {shown(path)}, which many computers take for one file."
            )
        with member.open() as stream:
            collector.take(path, stream.read, member.declared)


def _safe_path(name: str) -> str:
    """The member's path, normalised; empty for the archive's own top folder."""
    parts = name.split("/")
    if name.startswith("/") or ".." in parts or _DRIVE.match(name):
        raise SubmissionError(
            f"The archive has a file name that leads out of it, {shown(name)}: pack the folder again."
        )
    if "\\" in name or "\0" in name:
        raise SubmissionError(
            f"The archive has a name with a backslash or NUL, {shown(name)}: pack it with another program."
        )
    return "/".join(part for part in parts if part not in {"", "."})


def _refuse_files_as_folders(taken: dict[str, str]) -> None:
    for key, path in taken.items():
        parts = key.split("/")
        if any("/".join(parts[:length]) in taken for length in range(1, len(parts))):
            raise SubmissionError(f"The archive has a folder of {shown(path)} as a file too: pack it again.")
