"""Finds equal and similar work in a class, for people to look at. Trusted side."""

from pathlib import Path
from typing import TYPE_CHECKING

from grader.api.arguments import PathLike, as_path, assignment_for, keep_apart
from grader.model.options import READING, ReadingOptions

if TYPE_CHECKING:
    from grader.gradebook.similar.run import SimilarWork


def similar_work(
    source: PathLike,
    *,
    assignment: PathLike | None = None,
    output: PathLike | None = None,
    threshold: float = 0.5,
    reading: ReadingOptions = READING,
) -> "SimilarWork":
    """Compares the submissions of a class with each other, for a person to judge: what it finds is not a verdict.

    Names that students chose, comments and layout do not count, nor does code that was handed out or that most have.
    No code is run, and nothing is graded.

    >>> from grader import similar_work
    >>> found = similar_work("submissions")
    >>> found.works, found.pairs, sorted(found.left_out)
    (2, (), ['jane', 'kim'])

    Args:
        source: The archive (zip or tar) or the folder with the submissions.
        assignment: The folder of the assignment; by default the only one under `assignments/`.
        output: A folder for similar.html and a page for each pair; by default nothing is written.
        threshold: Which share of one submission's own code has to be in the other one too.
        reading: How the class is read; members of one group on its roster are not compared.

    Raises:
        UsageError: There are no submissions, none belongs to the assignment, or the threshold is not a share.
        AssignmentError: The assignment is broken.
    """
    from grader.gradebook.similar.run import similar_work as compare

    folder, chosen = Path(source), assignment_for(source, assignment)
    keep_apart(chosen, folder)
    return compare(folder, chosen, reading, threshold=threshold, output=as_path(output))
