"""What the formats of a class have in common: the owner of a file, and its attempt. Trusted side; pure."""

from collections.abc import Iterator
from datetime import datetime
from typing import Protocol

from msgspec import Struct

from grader.intake.sources.tree import Tree


class Student(Struct, frozen=True, kw_only=True):
    """A student who handed in, as far as known from the platform or a roster.

    `number` is the platform's own number for the student, and means nothing on another platform.
    """

    name: str = ""
    number: str = ""
    login: str = ""
    email: str = ""
    group: str = ""
    section: str = ""

    @property
    def called(self) -> str:
        """The student's name for people, or whatever else is known."""
        return self.name or self.login or self.email or self.number


class HandInTime(Struct, frozen=True, kw_only=True):
    """When an attempt was handed in.

    Attributes:
        at: The platform's time; without an offset if the platform gives none.
        late: Whether the platform says that it was late.
    """

    at: datetime | None = None
    late: bool = False


class FileOwner(Struct, frozen=True, kw_only=True):
    """The owner of one file.

    Attributes:
        key: Identifies a student: equal for all files of one student, and different for all others.
        who: The student.
        file: The student's path of the file; empty if the platform wrote it.
        also: A second path for the same content, if the platform may have changed the first.
        called: The name of the results, if not by name and number.
        attempt: Orders the attempts of one student: the greatest is the latest.
        version: Orders files of one path within an attempt.
        hand_in: When it was handed in.
        unused: Why there is nothing to grade in the file, or empty.
    """

    key: str
    who: Student = Student()
    file: str = ""
    also: str = ""
    called: str = ""
    attempt: str = ""
    version: tuple[int, int] = (0, 0)
    hand_in: HandInTime = HandInTime()
    unused: str = ""


class SourceFormat(Protocol):
    """One format in which a class arrives."""

    @property
    def name(self) -> str:
        """Its name for `--source-format`."""
        ...

    @property
    def title(self) -> str:
        """Its name in a sentence."""
        ...

    def recognises(self, tree: Tree) -> bool:
        """Whether a class looks like this format."""
        ...

    def file_owners(self, tree: Tree) -> Iterator[tuple[str, FileOwner]]:
        """The path of each file that has an owner, with that owner; a group's file appears once for each member.

        Raises:
            UsageError: It is not clear which of the files belong to the assignment.
        """
        ...
