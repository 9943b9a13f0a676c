"""What a gradebook of a platform is: one class, which fills grades into the platform's own file. Trusted side; pure.

Yours is a class derived from `GradebookFormat` that a package of yours names as entry point `grader.gradebooks`.
"""

from abc import ABC, abstractmethod
from collections.abc import Sequence
from typing import ClassVar

from grader.gradebook.export.entries import Filled, GradebookEntry


class GradebookFormat(ABC):
    """A file in which a platform takes grades back.

    Attributes:
        name: What `--format` calls it.
        title: What people call the platform.
        template: What is downloaded there to be filled, for people; empty where a file is made from nothing.
        upload: Where the filled file is uploaded.
        filled: What is filled.
    """

    name: ClassVar[str]
    title: ClassVar[str]
    template: ClassVar[str] = ""
    upload: ClassVar[str]
    filled: ClassVar[str]

    @abstractmethod
    def fill(self, entries: Sequence[GradebookEntry], template: bytes = b"", column: str | None = None) -> Filled:
        """Fills the template, or makes a file, with what may be said of these submissions.

        Args:
            entries: They.
            template: The file as it was downloaded; empty where none is needed.
            column: The name of the column to fill, where the file leaves a choice.

        Raises:
            UsageError: The template is none of this platform's, or the column is not clear.
        """
