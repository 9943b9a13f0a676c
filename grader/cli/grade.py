"""The command `grader grade`: one submission. Trusted side."""

import contextlib
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from grader.assignment import find_assignment
from grader.cli import terminal
from grader.cli.exit_codes import code_of
from grader.cli.terminal import Format
from grader.errors import UsageError
from grader.exam import Exam
from grader.gradebook.showing import too_early
from grader.host.levels import open_strongest
from grader.intake import read_submission
from grader.model import Isolation
from grader.output import folder as writing
from grader.output.files import make_folder
from grader.replay import with_replay
from grader.report.diagrams import Drawings


def grade(
    submission: Path,
    *,
    output: Path,
    assignment: Path | None = None,
    seed: str | None = None,
    isolation: Isolation = Isolation.JAILED,
    min_score: float = 0.0,
    no_run: bool = False,
    json: bool = False,
    quiet: bool = False,
) -> int:
    """Grade one submission into OUTPUT/grade.json and OUTPUT/report.html.

    The instructor's copy, with hidden inputs and expected values, goes into OUTPUT/_instructor.

    Args:
        submission: A folder or an archive with the modules or the notebook, or a single module or notebook.
        output: The folder for the results; it is made if need be.
        assignment: The folder of the assignment; by default the only one under assignments/.
        seed: Draw the hidden inputs from this seed and not from the secret one: for practice, as the grade commits to
            no seed then.
        isolation: The weakest isolation to accept.
        min_score: Exit with 1 if the score is lower.
        no_run: Do not run a notebook a second time to show its output in the report.
        json: Print what is in grade.json and nothing else.
        quiet: Print nothing but errors.
    """
    chosen = find_assignment(assignment)
    if submission.resolve() != chosen.folder:  # which an author may grade as it stands
        chosen.keep_outside(submission)
    if output.resolve() == submission.resolve():
        raise UsageError(f"{output} is the submission itself: --output takes another folder, for the results.")
    drawings = Drawings(chosen.diagrams())
    work = read_submission(submission, chosen)
    make_folder(output)
    with contextlib.chdir("/"), Exam(chosen, seed=seed, open_zygote=partial(open_strongest, isolation)) as exam:
        result = exam.grade(work)  # not in a folder where a student's matplotlibrc might lie
    if not no_run:
        result = with_replay(result, work, chosen)
    reason = too_early(chosen.manifest.hidden_results, datetime.now(UTC))
    writing.write_grade(result, output, output / writing.COPIES, reason, drawings)
    terminal.show_grade(result, output, Format.chosen(json=json, quiet=quiet))
    terminal.show_problems(result)
    return code_of(result, min_score)
