"""One entry of a class -> what arrived of it, a digest of that, and its submission. Trusted side; static."""

import hashlib
from collections.abc import Iterator, Sequence

from grader.assignment import Assignment
from grader.errors import SubmissionError, UnreadableError, UsageError
from grader.intake.class_folder import ClassEntry
from grader.intake.collect import CollectedFiles
from grader.intake.from_path import collect_path
from grader.intake.sources.containers import OpenArchives
from grader.intake.sources.parts import collect_parts
from grader.intake.submission import submission_of
from grader.intake.untouched import HandoutBaseline
from grader.model import Submission
from grader.sanitize import quoted


def read_entry(entry: ClassEntry, assignment: Assignment) -> Submission:
    """Makes a submission of an entry of a class, as `read_submission` does.

    Raises:
        SubmissionError: It cannot be graded at all.
    """
    with OpenArchives() as archives:
        return entry_submission(entry, collect_entry(entry, archives), assignment)


def collect_entry(entry: ClassEntry, archives: OpenArchives) -> CollectedFiles:
    """What arrived of an entry. Raises SubmissionError if it cannot be read, or is more than anybody may hand in."""
    if entry.problem:
        raise SubmissionError(entry.problem)
    return collect_parts(entry.parts, archives) if entry.parts else collect_path(entry.path)


def entry_submission(entry: ClassEntry, collected: CollectedFiles, assignment: Assignment) -> Submission:
    """Makes a submission of what arrived of an entry. Raises SubmissionError."""
    in_place = not entry.parts and entry.path.resolve() == assignment.folder
    return submission_of(collected, assignment, HandoutBaseline(assignment, in_place=in_place), entry.id)


def arrival_digest(collected: CollectedFiles) -> str:
    """A digest of what arrived, before it is processed: if it is the same, so is everything made from it.

    The digest of a submission leaves out what does not affect a grade, and takes longer.
    """
    state = hashlib.sha256()
    for part in _parts(collected):
        state.update(len(part).to_bytes(8, "big"))
        state.update(part)
    return f"sha256:{state.hexdigest()}"


def _parts(collected: CollectedFiles) -> Iterator[bytes]:
    """Everything that was collected, in a fixed order and with counts, so that nothing can be confused."""
    yield _bytes(collected.root)
    yield _bytes(str(len(collected.files)))
    for name, content in collected.files.items():
        yield _bytes(name)
        yield content
    for told in (collected.unreadable, collected.refused):
        yield _bytes(str(len(told)))
        for name, why in told.items():
            yield _bytes(name)
            yield _bytes(why)
    yield from map(_bytes, collected.notes)


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")  # names of files that are no text are told too


def require_work(entries: Sequence[ClassEntry], assignment: Assignment) -> None:
    """Requires that somebody's work in a class belongs to this assignment; usually the first entry's does.

    Raises:
        UsageError: Nobody's does.
    """
    reasons = []
    for entry in entries:
        try:
            read_entry(entry, assignment)
        except UnreadableError:
            return  # which says nothing about the work
        except SubmissionError as error:
            reasons.append(f"{quoted(entry.id)}: {error}")
        else:
            return
    raise UsageError(
        f"Nobody's work fits {quoted(assignment.manifest.title)}: it is probably the wrong assignment, and "
        f"--assignment names another one. --dry-run lists all reasons; the first is {reasons[0]}"
    )
