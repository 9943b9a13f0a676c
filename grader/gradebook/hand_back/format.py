"""A format in which reports go back: one small class, which names files. Trusted side; pure.

Your own is a subclass of `ReturnFormat` that your package names as entry point `grader.returns`.
"""

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from typing import ClassVar

from msgspec import Struct

from grader.intake import Student


class Page(Struct, frozen=True, kw_only=True):
    """What a student gets back.

    Attributes:
        submission: The name of the results.
        student: Who it is.
        source_format: The format of the class's source; the student's number is that platform's.
        files: The names of the work's files on the platform.
        title: The assignment's.
        said: What its student may read about it in a few lines, the points first.
        content: The report.
    """

    submission: str
    student: Student
    source_format: str
    files: tuple[str, ...]
    title: str
    said: tuple[str, ...]
    content: bytes


class ReturnedReports(Struct, frozen=True):
    """Files by path, and the students who get nothing, each with the reason.

    `addresses` are students' addresses, if there are any, `students` says how many get something, and `next_step` what
    to do with it.
    """

    files: Mapping[str, bytes]
    left_out: Mapping[str, str]
    addresses: Mapping[str, str] = {}
    students: int = 0
    next_step: str = ""


class ReturnFormat(ABC):
    """A format in which reports go back.

    Attributes:
        name: Its name for `--to`.
        title: Its name for people.
        archive: Whether it is one zip file instead of a folder.
        next: What to do with it, for people.
    """

    name: ClassVar[str]
    title: ClassVar[str]
    archive: ClassVar[bool] = False
    next: ClassVar[str]

    @abstractmethod
    def make(self, pages: Sequence[Page], addresses: Mapping[str, str]) -> ReturnedReports:
        """The files for these pages.

        Args:
            pages: The pages.
            addresses: Addresses that students were given before, by submission; they stay the same.
        """
