"""What the forms of a class have in common: whose a file is, and which attempt it belongs to. Trusted side; pure."""

from collections.abc import Iterator
from datetime import datetime
from typing import Protocol

from msgspec import Struct

from grader.intake.sources.tree import Tree


class Student(Struct, frozen=True, kw_only=True):
    """Who handed in, as far as the platform or a roster tells.

    `number` is the platform's own for this student, and means nothing on another platform.
    """

    name: str = ""
    number: str = ""
    login: str = ""
    email: str = ""
    group: str = ""
    section: str = ""

    @property
    def called(self) -> str:
        """What people call the student, by whatever is known."""
        return self.name or self.login or self.email or self.number


class HandIn(Struct, frozen=True, kw_only=True):
    """When an attempt was handed in.

    Attributes:
        at: The time that the platform tells; without an offset where the platform tells none.
        late: Whether the platform says that it was late.
    """

    at: datetime | None = None
    late: bool = False


class Claim(Struct, frozen=True, kw_only=True):
    """Whose one file is.

    Attributes:
        key: What tells students apart; equal for all files of one student, and for nobody else's.
        who: The student.
        file: The path that the student gave the file; empty where the platform wrote it.
        also: A second path for the same content, where the platform may have changed the first.
        called: What the results are called, if not by name and number.
        attempt: What orders the attempts of one student: the greatest is the latest.
        version: What orders files of one path within an attempt.
        hand_in: When it was handed in.
        unused: Why there is nothing to grade in the file, or nothing.
    """

    key: str
    who: Student = Student()
    file: str = ""
    also: str = ""
    called: str = ""
    attempt: str = ""
    version: tuple[int, int] = (0, 0)
    hand_in: HandIn = HandIn()
    unused: str = ""


class Source(Protocol):
    """One form in which a class arrives."""

    @property
    def name(self) -> str:
        """What `--source-format` calls it."""
        ...

    @property
    def title(self) -> str:
        """What it is called in a sentence."""
        ...

    def fits(self, tree: Tree) -> bool:
        """Whether a class looks as if it came in this form."""
        ...

    def claims(self, tree: Tree) -> Iterator[tuple[str, Claim]]:
        """The path of each file that has an owner, with the claim; a group's file comes once for each member.

        Raises:
            UsageError: It is not clear which of the files belong to the assignment.
        """
        ...
