"""The forms that are known, in the order in which they are tried, and those that others have added. Trusted side.

A form of one's own is a class of the protocol `Source`, named under the entry point `grader.sources` of a package.
"""

from collections.abc import Sequence
from importlib.metadata import entry_points

from grader.errors import UsageError
from grader.intake.sources.blackboard import Blackboard
from grader.intake.sources.brightspace import Brightspace
from grader.intake.sources.canvas import Canvas
from grader.intake.sources.drive import Drive
from grader.intake.sources.github import GitHub
from grader.intake.sources.gradescope import Gradescope
from grader.intake.sources.moodle import Moodle
from grader.intake.sources.nbgrader import Nbgrader
from grader.intake.sources.plain import Plain, Prefixed
from grader.intake.sources.records import Source
from grader.intake.sources.sakai import Sakai

ENTRY_POINTS = "grader.sources"

PLAIN: Source = Plain()
BUILT_IN: tuple[Source, ...] = (
    Gradescope(),
    Blackboard(),
    Moodle(),
    Canvas(),
    Brightspace(),
    Sakai(),
    Nbgrader(),
    GitHub(),
    Prefixed(),
    Drive(),
)
"""All but the plain form, which fits everything: the surest first."""


def sources() -> Sequence[Source]:
    """All forms, those of others first. Raises UsageError where one of these cannot be used."""
    found: list[Source] = []
    for point in sorted(entry_points(group=ENTRY_POINTS), key=lambda point: point.name):
        try:
            made = point.load()()
            _ = made.name, made.title, made.fits, made.claims
        except Exception as error:  # whatever it is, it is not ours
            raise UsageError(
                f"The form {point.name} of {point.value} cannot be used ({type(error).__name__}: {error}): "
                "fix or uninstall its package."
            ) from error
        found.append(made)
    return (*found, *BUILT_IN, PLAIN)


def named(name: str) -> Source:
    """The form of this name. Raises UsageError if it is unknown."""
    known = {source.name: source for source in sources()}
    if name not in known:
        raise UsageError(f"--source-format {name} is not known: give one of {', '.join(sorted(known))}.")
    return known[name]
