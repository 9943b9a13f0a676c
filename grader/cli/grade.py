"""The command `grader grade`: one submission. Trusted side."""

from pathlib import Path

from grader import api
from grader.cli import grade_terminal
from grader.cli.exit_codes import exit_code_of
from grader.cli.terminal import OutputMode, busy
from grader.model import Isolation


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
        output: The folder for the results; it is created if it does not exist.
        assignment: The folder of the assignment; by default the one under assignments/ whose files it has.
        seed: Draw the hidden inputs from this seed instead of the secret one: for practice, since the grade then
            commits to no seed.
        isolation: The weakest isolation to accept.
        min_score: Exit with 1 if the score is lower.
        no_run: Do not run a notebook a second time to show its output in the report.
        json: Print what is in grade.json and nothing else.
        quiet: Print nothing but errors.
    """
    mode = OutputMode.chosen(json=json, quiet=quiet)
    with busy("Grading", mode):
        result = api.grade(
            submission, assignment=assignment, output=output, seed=seed, isolation=isolation, run_notebook=not no_run
        )
    grade_terminal.show_grade(result, output, mode)
    grade_terminal.show_problems(result)
    return exit_code_of(result, min_score)
