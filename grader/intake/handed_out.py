"""The record of what was handed out, as part of the handout: a digest of each file, and what public tests find in
tasks that nobody has begun. Trusted side; static.

Students who work in the handout's own folder have no other way to see what they have changed. A handout without a
record, such as an author's folder, says nothing.
"""

import hashlib
from collections.abc import Mapping

import msgspec
from msgspec import Struct

from grader.assignment import Assignment
from grader.intake.untouched import bare

RECORD = "handout.json"
SCHEMA = "grader/handout/1"


class UnwrittenTest(Struct, frozen=True):
    """A public test that met what is to be written: its name, its title, and the sentence that says what that is."""

    name: str
    title: str
    message: str


class HandoutRecord(Struct, frozen=True, kw_only=True):
    """A digest for each file of a handout, by its path there.

    Attributes:
        unwritten: Task id -> its public tests, where each of them met what is to be written, and nothing else.
    """

    schema: str = SCHEMA
    files: Mapping[str, str] = {}
    unwritten: Mapping[str, tuple[UnwrittenTest, ...]] = {}

    def unchanged(self, path: str, content: bytes) -> bool:
        """Whether a file is as it was handed out, line ends aside."""
        return self.files.get(path) == _digest(content)

    def changed(self, path: str, content: bytes) -> bool:
        """Whether a file was handed out, and is another now."""
        return path in self.files and not self.unchanged(path, content)


def handout_record(
    files: Mapping[str, bytes], unwritten: Mapping[str, tuple[UnwrittenTest, ...]] | None = None
) -> bytes:
    """The record of these files, as it is handed out with them."""
    digests = {name: _digest(content) for name, content in sorted(files.items()) if name != RECORD}
    record = HandoutRecord(files=digests, unwritten=unwritten or {})
    return msgspec.json.format(msgspec.json.encode(record), indent=2) + b"\n"


def read_handout_record(assignment: Assignment) -> HandoutRecord:
    """The record in the assignment's folder; an empty one if there is no readable one."""
    try:
        return msgspec.json.decode((assignment.folder / RECORD).read_bytes(), type=HandoutRecord)
    except (OSError, ValueError):
        return HandoutRecord()


def edited_notes(assignment: Assignment) -> list[str]:
    """Sentences on given files that the student has changed: grading puts the originals in their place."""
    record = read_handout_record(assignment)
    given = assignment.given_files()
    return [
        f"{name} is not as it was handed out. When your work is graded, the original is put in its place: take it from "
        "the handout again, and keep what you add in a file of your own."
        for name, content in given.items()
        if record.changed(name, content)
    ]


def _digest(content: bytes) -> str:
    return f"sha256:{hashlib.sha256(bare(content)).hexdigest()}"
