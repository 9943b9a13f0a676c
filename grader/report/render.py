"""Pages -> self-contained HTML, by templates that escape everything they get. Trusted side; knows nothing of tests."""

from collections.abc import Sequence
from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined

from grader.model import Grade
from grader.report.class_page import ClassRow, class_page
from grader.report.student_page import student_page
from grader.report.view import for_student


def render_report(grade: Grade) -> str:
    """The student's report of a full grade: one HTML file, without anything that the tests' budgets do not allow."""
    return _environment().get_template("report.html").render(page=student_page(for_student(grade)))


def render_class(title: str, rows: Sequence[ClassRow]) -> str:
    """The page of a class: one HTML file that links to the reports of `rows`."""
    return _environment().get_template("class.html").render(page=class_page(title, rows))


@cache
def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("grader.report"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
