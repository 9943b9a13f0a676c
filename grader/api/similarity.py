"""What in a class is equal or alike, for people to look at. Trusted side."""

from pathlib import Path
from typing import TYPE_CHECKING

from grader.api.arguments import PathLike, as_path, assignment_for, keep_apart

if TYPE_CHECKING:
    from grader.gradebook.similar.run import SimilarWork


def similar_work(
    source: PathLike,
    *,
    assignment: PathLike | None = None,
    output: PathLike | None = None,
    threshold: float = 0.5,
    source_format: str = "",
    student_pattern: str = "",
    roster: PathLike | None = None,
    anonymous: bool = False,
) -> "SimilarWork":
    """Compares the works of a class with each other; what it finds is to be looked at, and no verdict.

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
        threshold: Which share of the own code of one work has to be in the other one too.
        source_format: The form of the source (`canvas`, `moodle`, ...); by default it is recognised.
        student_pattern: A regular expression that tells by its group `student` whose a path is, for other platforms.
        roster: A table of the students, for names and groups: members of one group are not compared.
        anonymous: Keep names out of what is written.

    Raises:
        UsageError: There are no submissions, nobody's is of the assignment, or the threshold is none.
        AssignmentError: The assignment is broken.
    """
    from grader.gradebook.similar.run import similar_work as compare
    from grader.intake import Options

    folder, chosen = Path(source), assignment_for(source, assignment)
    keep_apart(chosen, folder)
    options = Options(source_format, student_pattern, as_path(roster), anonymous)
    return compare(folder, chosen, options, threshold=threshold, output=as_path(output))
