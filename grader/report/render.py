"""Pages -> self-contained HTML, by templates that escape everything they get. Trusted side; knows nothing of tests."""

import base64
import hashlib
from collections.abc import Sequence
from functools import cache
from math import hypot

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from grader.model import Grade
from grader.report.class_page import class_page
from grader.report.class_row import ClassRow
from grader.report.student_page import Reader, student_page
from grader.report.view import for_student

HEAD_LENGTH = 8.0
HEAD_WIDTH = 4.5


def render_report(grade: Grade) -> str:
    """The student's report of a full grade: one HTML file, without anything that the tests' budgets do not allow."""
    return _environment().get_template("report.html").render(page=student_page(for_student(grade)))


def render_instructor(grade: Grade) -> str:
    """The same with all that the tests saw: for the instructor, and for nobody else."""
    return _environment().get_template("report.html").render(page=student_page(grade, Reader.INSTRUCTOR))


def render_class(title: str, rows: Sequence[ClassRow]) -> str:
    """The page of a class: one HTML file that links to the reports of `rows`."""
    environment = _environment()
    script = Markup(environment.get_template("sort.js").render())  # noqa: S704 # a file of ours
    return environment.get_template("class.html").render(page=class_page(title, rows), script=script)


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("grader.report"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals["hash_of"] = _hash_of
    environment.globals["arrow_head"] = _arrow_head
    environment.globals["style"] = Markup(environment.get_template("style.css").render())  # noqa: S704 # the same
    return environment


def _hash_of(text: str) -> str:
    """What a Content-Security-Policy calls this text by, and no other."""
    return base64.b64encode(hashlib.sha256(text.encode("utf-8")).digest()).decode("ascii")


def _arrow_head(x1: float, y1: float, x2: float, y2: float) -> str:
    """The three corners of an arrow's head that ends at the second point."""
    length = hypot(x2 - x1, y2 - y1)
    along_x, along_y = (x2 - x1) / length, (y2 - y1) / length
    back_x, back_y = x2 - HEAD_LENGTH * along_x, y2 - HEAD_LENGTH * along_y
    wide_x, wide_y = -HEAD_WIDTH * along_y, HEAD_WIDTH * along_x
    corners = ((x2, y2), (back_x + wide_x, back_y + wide_y), (back_x - wide_x, back_y - wide_y))
    return " ".join(f"{x:.1f},{y:.1f}" for x, y in corners)
