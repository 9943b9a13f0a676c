"""What the page of a class tells beside scores: how the run was made, and what changed by it. Trusted side."""

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
    """The run in facts.

    Attributes:
        note: What to know first, such as that it was stopped.
        facts: When, how and by which versions.
        changes: What changed since the run before.
    """

    note: str = ""
    facts: tuple[Fact, ...] = ()
    changes: tuple[ChangeLine, ...] = ()


NO_STORY = ClassStory()
"""Of a page that tells scores alone."""
