"""Reads existing results, and renders them as JSON and as pages. Trusted side."""

from pathlib import Path

from grader.api.arguments import PathLike, chosen_assignment
from grader.errors import UsageError
from grader.model import CheckResult, Grade, Receipt


def load_grade(path: PathLike) -> Grade:
    """Reads a grade.json, or the one in a folder of results: only what its student may read.

    >>> from grader import load_grade
    >>> load_grade("results/kim").score
    3.0

    Raises:
        UsageError: There is none, or this version cannot read it.
    """
    from grader.output.folder import GRADE, decode_grade

    file = Path(path)
    file = file / GRADE if file.is_dir() else file
    try:
        return decode_grade(file.read_bytes())
    except OSError as error:
        raise UsageError(
            f"{file} cannot be read ({error.strerror}): give a grade.json, or the folder of one."
        ) from error
    except ValueError as error:
        raise UsageError(f"{file} is not a readable grade ({error}): grade the submission again.") from error


def render_report(grade: Grade, *, assignment: PathLike | None = None, instructor: bool = False) -> str:
    """The report as one HTML file that needs no network: for the student, or with everything that the tests saw.

    A grade that was loaded contains what its student may read, and nothing more.

    >>> from grader import load_grade, render_report
    >>> render_report(load_grade("results/kim")).startswith("<!doctype html>")
    True

    Args:
        grade: The grade to report on.
        assignment: The folder of the assignment, whose diagrams mark the step that a known mistake breaks; by default
            there are no diagrams.
        instructor: Show everything: this page is not for students.
    """
    from grader.report import render
    from grader.report.diagrams import NO_DRAWINGS, Drawings

    drawings = NO_DRAWINGS if assignment is None else Drawings(chosen_assignment(assignment).diagrams())
    render_page = render.render_instructor if instructor else render.render_report
    return render_page(grade, drawings)


def to_json(result: Grade | CheckResult | Receipt) -> str:
    """What a student may read of a result, as JSON: for a grade, exactly the content of grade.json.

    >>> from pathlib import Path
    >>> from grader import load_grade, to_json
    >>> to_json(load_grade("results/kim")) == Path("results/kim/grade.json").read_text()
    True
    """
    from grader.hand_in.pack import receipt_file
    from grader.output.folder import encode_check, encode_grade

    if isinstance(result, Receipt):
        return receipt_file(result).decode()
    return (encode_grade(result) if isinstance(result, Grade) else encode_check(result)).decode()
