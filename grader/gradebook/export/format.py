"""A platform's gradebook format: one class, which fills grades into the platform's own file. Trusted side; pure.

Your own is a subclass of `GradebookFormat` that your package names as entry point `grader.gradebooks`.
"""

from abc import ABC, abstractmethod
from collections.abc import Sequence
from typing import ClassVar

from grader.gradebook.export.entries import Filled, GradebookEntry


class GradebookFormat(ABC):
    """A file in which a platform takes grades back.

    Attributes:
        name: Its name for `--format`.
        title: The platform's name for people.
        template: What to download there to be filled, for people; empty if the file is made from nothing.
        upload: Where to upload the filled file.
        filled: What is filled in.
    """

    name: ClassVar[str]
    title: ClassVar[str]
    template: ClassVar[str] = ""
    upload: ClassVar[str]
    filled: ClassVar[str]

    @abstractmethod
    def fill(self, entries: Sequence[GradebookEntry], template: bytes = b"", column: str | None = None) -> Filled:
        """Fills the template, or makes a file, with what may be said about these submissions.

        Args:
            entries: The submissions.
            template: The file as downloaded; empty if none is needed.
            column: The name of the column to fill, if the file leaves a choice.

        Raises:
            UsageError: The template is not this platform's, or the column is not clear.
        """
