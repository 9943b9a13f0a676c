"""What the page of a class says besides scores: how the run was made, and what it changed. Trusted side."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Fact:
    """One fact of the run."""

    name: str
    value: str


@dataclass(frozen=True)
class ChangeLine:
    """What changed for one student: the name, what happened, and the points or the reason."""

    who: str
    what: str
    more: str


@dataclass(frozen=True, kw_only=True)
class ClassStory:
    """Facts about the run.

    Attributes:
        note: What to know first, such as that it was stopped.
        facts: When, how and with which versions.
        changes: What changed since the run before.
    """

    note: str = ""
    facts: tuple[Fact, ...] = ()
    changes: tuple[ChangeLine, ...] = ()


NO_STORY = ClassStory()
"""For a page that shows only scores."""
