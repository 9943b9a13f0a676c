"""The known formats, in the order in which they are tried, and those of other packages. Trusted side.

A custom format is a class of the protocol `SourceFormat`, named under the entry point `grader.sources` of a package.
"""

from collections.abc import Sequence
from importlib.metadata import entry_points

from grader.errors import UsageError
from grader.intake.sources.blackboard import BlackboardSource
from grader.intake.sources.brightspace import BrightspaceSource
from grader.intake.sources.canvas import CanvasSource
from grader.intake.sources.drive import DriveSource
from grader.intake.sources.github import GitHubSource
from grader.intake.sources.gradescope import GradescopeSource
from grader.intake.sources.moodle import MoodleSource
from grader.intake.sources.nbgrader import NbgraderSource
from grader.intake.sources.plain import PlainSource, PrefixedSource
from grader.intake.sources.records import SourceFormat
from grader.intake.sources.sakai import SakaiSource

ENTRY_POINTS = "grader.sources"

PLAIN: SourceFormat = PlainSource()
BUILT_IN: tuple[SourceFormat, ...] = (
    GradescopeSource(),
    BlackboardSource(),
    MoodleSource(),
    CanvasSource(),
    BrightspaceSource(),
    SakaiSource(),
    NbgraderSource(),
    GitHubSource(),
    PrefixedSource(),
    DriveSource(),
)
"""All except the plain format, which fits everything: the most reliable first."""


def sources() -> Sequence[SourceFormat]:
    """All formats, those of other packages first. Raises UsageError if one of these cannot be used."""
    found: list[SourceFormat] = []
    for point in sorted(entry_points(group=ENTRY_POINTS), key=lambda point: point.name):
        try:
            made = point.load()()
            _ = made.name, made.title, made.recognises, made.file_owners
        except Exception as error:  # whatever it is, it is not our code
            raise UsageError(
                f"The format {point.name} of {point.value} cannot be used ({type(error).__name__}: {error}): "
                "fix or uninstall its package."
            ) from error
        found.append(made)
    return (*found, *BUILT_IN, PLAIN)


def named(name: str) -> SourceFormat:
    """The format of this name. Raises UsageError if it is unknown."""
    known = {source.name: source for source in sources()}
    if name not in known:
        raise UsageError(f"--source-format {name} is not known: give one of {', '.join(sorted(known))}.")
    return known[name]
