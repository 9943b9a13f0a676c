"""A step of an assignment -> its author's diagram, which shows where the step goes wrong. Trusted side.

An author's diagram is an SVG template: it is trusted like the hidden tests, and escapes its values like every template
here. It gets `diagram`, with its step, title and caption, and `uid`, an id that is unique on the page, and may import
the common parts of diagrams from `diagram.html`.
"""

from collections.abc import Iterable
from functools import lru_cache

from jinja2 import Template, TemplateError
from markupsafe import Markup

from grader.errors import AssignmentError
from grader.model import Diagram
from grader.report.environment import report_environment


class Drawings:
    """The diagrams of an assignment, each drawn when a report needs its step."""

    def __init__(self, diagrams: Iterable[Diagram] = (), *, trial: bool = True) -> None:
        """With `trial`, draws each once, so that a broken one is found before anything is graded.

        Raises:
            AssignmentError: One cannot be drawn.
        """
        self._diagrams = {diagram.step: diagram for diagram in diagrams}
        for step in self._diagrams if trial else ():
            self.figure(step, "trial")

    def __contains__(self, step: str) -> bool:
        return step in self._diagrams

    def figure(self, step: str, uid: str) -> Markup:
        """The figure of a step that has a diagram.

        Raises:
            AssignmentError: It cannot be drawn.
        """
        diagram = self._diagrams[step]
        try:
            figure = report_environment().get_template("figure.html")
            drawn = figure.render(drawing=_compiled(diagram.source), diagram=diagram, uid=uid)
        except (TemplateError, ArithmeticError, LookupError, TypeError, ValueError) as error:
            raise AssignmentError(f"The diagram of the step {step!r} cannot be drawn: {error}.") from error
        return Markup(drawn)  # noqa: S704 # rendered by a template that escapes


NO_DRAWINGS = Drawings()
"""For an assignment without steps, and for pages that show no known mistakes."""


@lru_cache(maxsize=64)
def _compiled(source: str) -> Template:
    """The template of a diagram, which several steps may share."""
    return report_environment().from_string(source)
