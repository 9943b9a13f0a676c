"""Which works of a class are unchanged since they were graded, judging by what arrived. Trusted side; reads no Python.

If none is new, no student's code will run: then the level of the earlier grades is also the level of this run, and it
is not tested whether that level is available here.
"""

from collections.abc import Callable, Mapping, Sequence

from msgspec import Struct

from grader.assignment import Assignment
from grader.errors import SubmissionError
from grader.gradebook.store.facts import RunFacts
from grader.gradebook.store.known import UnchangedWork, digests_by_arrival, last_isolation, without_a_grade
from grader.gradebook.store.writing import Store
from grader.intake import ClassEntry, OpenArchives, arrival_digest, collect_entry, entry_submission
from grader.model import Isolation, Ungraded

FactsAt = Callable[[Isolation], RunFacts]
LevelFor = Callable[[int], Isolation]
"""Finds the strongest level available here, at least the required one, when so many submissions are to be graded."""


class Plan(Struct, frozen=True):
    """What a run has to do.

    Attributes:
        level: The isolation level of students' code.
        facts: How the run is made.
        unchanged: Works whose grades would be the same again.
        ungraded: Submissions that are already known to contain nothing to grade.
        left: All others.
    """

    level: Isolation
    facts: RunFacts
    unchanged: tuple[UnchangedWork, ...]
    ungraded: tuple[Ungraded, ...]
    left: tuple[ClassEntry, ...]


def plan_anew(entries: Sequence[ClassEntry], level_for: LevelFor, facts_at: FactsAt) -> Plan:
    """A run that grades everything. Raises IsolationError if the required level is not available here."""
    level = level_for(len(entries))
    return Plan(level, facts_at(level), (), (), tuple(entries))


def plan_again(
    store: Store,
    entries: Sequence[ClassEntry],
    assignment: Assignment,
    required: Isolation,
    level_for: LevelFor,
    facts_at: FactsAt,
) -> Plan:
    """A run after earlier ones, with their record.

    Raises:
        UsageError: The record cannot be read.
        IsolationError: Something is left to grade, and the required level is not available here.
    """
    with store.transaction() as connection, OpenArchives() as archives:
        before, empty = last_isolation(connection), without_a_grade(connection)
        if before is None or not before.at_least(required):
            return plan_anew(entries, level_for, facts_at)
        arrivals = _Arrivals(assignment, empty, archives)
        facts = facts_at(before)
        plan = arrivals.plan(entries, before, facts, digests_by_arrival(connection, facts.made_with))
        if not plan.left or (level := level_for(len(plan.left))) is before:
            return plan
        facts = facts_at(level)
        return arrivals.plan(entries, level, facts, digests_by_arrival(connection, facts.made_with))


class _Arrivals:
    """What arrived for each entry, read once."""

    def __init__(self, assignment: Assignment, empty: frozenset[str], archives: OpenArchives) -> None:
        self._assignment = assignment
        self._archives = archives
        self._empty = empty
        self._seen: dict[str, str | Ungraded] = {}

    def plan(
        self,
        entries: Sequence[ClassEntry],
        level: Isolation,
        facts: RunFacts,
        known: Mapping[tuple[str, str], str],
    ) -> Plan:
        """Sorts entries by what is known about what arrived."""
        unchanged: list[UnchangedWork] = []
        ungraded: list[Ungraded] = []
        left: list[ClassEntry] = []
        for entry in entries:
            seen = self._seen.get(entry.id) or self._seen.setdefault(entry.id, self._look(entry))
            if isinstance(seen, Ungraded):
                ungraded.append(seen)
            elif (digest := known.get((entry.id, seen))) is not None:
                unchanged.append(UnchangedWork(entry.id, digest))
            else:
                left.append(entry)
        return Plan(level, facts, tuple(unchanged), tuple(ungraded), tuple(left))

    def _look(self, entry: ClassEntry) -> str | Ungraded:
        """The digest of what arrived, or why there is nothing to grade; an entry that had no grade is read in full."""
        try:
            collected = collect_entry(entry, self._archives)
            if entry.id in self._empty:
                entry_submission(entry, collected, self._assignment)
        except SubmissionError as error:
            return Ungraded(entry.id, str(error))
        return arrival_digest(collected)
