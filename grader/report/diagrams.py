"""A step of an assignment -> the diagram that shows where it breaks, as its author drew it. Trusted side.

An author's drawing is SVG, as a template: trusted as the hidden tests are, and like every template here it escapes what
is put into it. It is given `diagram`, with its step, title and caption, and `uid`, an id that no other figure of the
page has, and may import from `diagram.html` what all diagrams are drawn with.
"""

from collections.abc import Iterable
from functools import lru_cache

from jinja2 import Template, TemplateError
from markupsafe import Markup

from grader.errors import AssignmentError
from grader.model import Diagram
from grader.report.environment import report_environment


class Drawings:
    """The diagrams of an assignment, each drawn where a report asks for its step."""

    def __init__(self, diagrams: Iterable[Diagram] = (), *, trial: bool = True) -> None:
        """With `trial` draws each once, so that a broken one is found before anything is graded.

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
"""Those of an assignment without steps, and of pages that show no known mistake."""


@lru_cache(maxsize=64)
def _compiled(source: str) -> Template:
    """A drawing, which several steps may share."""
    return report_environment().from_string(source)
