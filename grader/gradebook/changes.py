"""What changed in a class from one run to the next, for each student, and why. Trusted side; pure.

Scores are the machine's: instructors know their own adjustments.
"""

from collections.abc import Iterator, Sequence
from enum import StrEnum

from msgspec import Struct

from grader.feedback.words import format_points
from grader.gradebook.store.facts import GRADED, RunFacts
from grader.gradebook.store.reading import RecordedResult, RecordedRun


class ChangeKind(StrEnum):
    """What happened to a submission."""

    NEW = "new"
    RESUBMITTED = "resubmitted"
    REGRADED = "regraded"
    NO_GRADE_NOW = "no grade now"
    WITHDRAWN = "withdrawn"


class Change(Struct, frozen=True):
    """One change.

    Attributes:
        submission: Whose it is.
        kind: What happened.
        before: The score of the previous run, if there was one.
        after: The score now, if there is one.
        why: Why, if the kind does not say it.
    """

    submission: str
    kind: ChangeKind
    before: float | None = None
    after: float | None = None
    why: str = ""

    @property
    def moved(self) -> bool:
        """Whether the score is different from before."""
        return self.before != self.after

    def __str__(self) -> str:
        if self.before is not None and self.after is not None:
            points = (
                f"{format_points(self.before)} → {format_points(self.after)}"
                if self.moved
                else f"{format_points(self.after)} as before"
            )
        else:
            had = "" if self.before is None else f"had {format_points(self.before)}"
            points = had if self.after is None else format_points(self.after)
        return ", ".join(filter(None, (points, self.why)))


def changes_between(before: RecordedRun | None, now: RecordedRun) -> tuple[Change, ...]:
    """What changed since the last completed run, sorted by submission; empty at the first run."""
    if before is None:
        return ()
    why = why_regraded(before.facts, now.facts)
    submissions = sorted(before.results.keys() | now.results.keys())
    return tuple(
        change
        for each in submissions
        if (change := _change(each, before.results.get(each), now.results.get(each), why)) is not None
    )


def why_regraded(before: RunFacts, now: RunFacts) -> str:
    """Why the same work has another grade: which of the things it depends on has changed."""
    if not before.made_with:
        return "graded before by an earlier version of the grader"
    return " and ".join(_reasons(before, now)) or "graded again as asked"


def _reasons(before: RunFacts, now: RunFacts) -> Iterator[str]:
    if before.assignment_digest != now.assignment_digest:
        yield _changed_by_author(before, now)
    versions = [(run.grader, run.python, run.numpy) for run in (before, now)]
    if before.engine_digest != now.engine_digest:
        names = ("grader", "Python", "NumPy")
        pairs = zip(names, *versions, strict=True)
        said = [f"{name} {old} → {new}" for name, old, new in pairs if old != new]
        yield ", ".join(said) or "the grader changed"
    if before.isolation != now.isolation:
        yield f"isolation {before.isolation} → {now.isolation}"
    if before.seed != now.seed:
        yield "another seed"


def _changed_by_author(before: RunFacts, now: RunFacts) -> str:
    """Which tasks are concerned, if that is known: if all are, it may be something they have in common."""
    tasks = [task for task, made_with in now.tasks.items() if before.tasks.get(task) != made_with]
    if not before.tasks or before.tasks.keys() != now.tasks.keys() or len(tasks) == len(now.tasks) > 1:
        return "the tests, the reference or the limits changed"
    if not tasks:
        return "what is said of the tasks changed"
    return f"the tests, the reference or the known mistakes of {_tasks_named(tasks)} changed"


def _tasks_named(tasks: Sequence[str]) -> str:
    """`task 2.1`, or `tasks 2.1 and 3`."""
    *others, last = tasks
    return f"tasks {', '.join(others)} and {last}" if others else f"task {last}"


def _change(submission: str, before: RecordedResult | None, now: RecordedResult | None, why: str) -> Change | None:
    had = _handed_out(before)
    if now is None:
        return Change(submission, ChangeKind.WITHDRAWN, had)
    has = _handed_out(now)
    if before is None:
        return Change(submission, ChangeKind.NEW, None, has, now.reason)
    if has is None or now.status != before.status:
        if (before.status, before.reason) == (now.status, now.reason):
            return None
        kind = ChangeKind.NO_GRADE_NOW if had is not None and has is None else ChangeKind.RESUBMITTED
        return Change(submission, kind, had, has, now.reason)
    if before.digest != now.digest:
        return Change(submission, ChangeKind.RESUBMITTED, had, has)
    return None if before.graded_in == now.graded_in else Change(submission, ChangeKind.REGRADED, had, has, why)


def _handed_out(result: RecordedResult | None) -> float | None:
    """The score, unless the grade is withheld or there is none."""
    return result.score if result is not None and result.status == GRADED else None
