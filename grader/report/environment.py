"""The environment of the templates, shared by all pages. Trusted side; other parts have templates of their own."""

import base64
import hashlib
from functools import cache
from math import hypot

from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from grader.report.kept_code import KeptCode

HEAD_LENGTH = 8.0
HEAD_WIDTH = 4.5


@cache
def report_environment() -> Environment:
    """The environment of the reports."""
    return make_environment()


def make_environment(*packages: str) -> Environment:
    """An environment that escapes everything; templates of these packages take precedence over those of the report."""
    environment = Environment(
        loader=ChoiceLoader([PackageLoader(package) for package in (*packages, "grader.report")]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        bytecode_cache=KeptCode(),
    )
    environment.globals["hash_of"] = hash_of
    environment.globals["arrow_head"] = arrow_head
    environment.globals["sheet"] = Markup(environment.get_template("style.css").render())  # noqa: S704 # a file of ours
    return environment


def hash_of(text: str) -> str:
    """The hash that identifies this text in a Content-Security-Policy."""
    return base64.b64encode(hashlib.sha256(text.encode("utf-8")).digest()).decode("ascii")


def arrow_head(x1: float, y1: float, x2: float, y2: float) -> str:
    """The three corners of an arrow's head that ends at the second point."""
    length = hypot(x2 - x1, y2 - y1)
    along_x, along_y = (x2 - x1) / length, (y2 - y1) / length
    back_x, back_y = x2 - HEAD_LENGTH * along_x, y2 - HEAD_LENGTH * along_y
    wide_x, wide_y = -HEAD_WIDTH * along_y, HEAD_WIDTH * along_x
    corners = ((x2, y2), (back_x + wide_x, back_y + wide_y), (back_x - wide_x, back_y - wide_y))
    return " ".join(f"{x:.1f},{y:.1f}" for x, y in corners)
