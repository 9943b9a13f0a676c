"""Which works of a class are what they were when they were graded, told by what arrived. Trusted side; reads no Python.

Where none is new, nobody's code will run: then the level that the grades were made at is the level of this run too, and
whether it holds here is not tried.
"""

from collections.abc import Callable, Mapping, Sequence

from msgspec import Struct

from grader.assignment import Assignment
from grader.errors import SubmissionError
from grader.gradebook.store.facts import RunFacts
from grader.gradebook.store.known import Kept, digests_by_arrival, last_isolation, without_a_grade
from grader.gradebook.store.writing import Store
from grader.host.levels import strongest_level
from grader.intake import ClassEntry, OpenArchives, arrival_digest, collect_entry, entry_submission
from grader.model import Isolation, Ungraded

FactsAt = Callable[[Isolation], RunFacts]


class Plan(Struct, frozen=True):
    """What a run has to do.

    Attributes:
        level: The level that students' code runs at.
        facts: How the run is made.
        unchanged: Works with a grade that would be the same again.
        ungraded: Works of which is known already that there is nothing to grade in them.
        left: All others.
    """

    level: Isolation
    facts: RunFacts
    unchanged: tuple[Kept, ...]
    ungraded: tuple[Ungraded, ...]
    left: tuple[ClassEntry, ...]


def plan_anew(entries: Sequence[ClassEntry], required: Isolation, facts_at: FactsAt) -> Plan:
    """A run that looks at everything. Raises IsolationError where the required level does not hold here."""
    level = strongest_level(required)
    return Plan(level, facts_at(level), (), (), tuple(entries))


def plan_again(
    store: Store, entries: Sequence[ClassEntry], assignment: Assignment, required: Isolation, facts_at: FactsAt
) -> Plan:
    """A run after others, whose record this is.

    Raises:
        UsageError: The record cannot be read.
        IsolationError: Something is left to be graded, and the required level does not hold here.
    """
    with store.transaction() as connection, OpenArchives() as archives:
        before, empty = last_isolation(connection), without_a_grade(connection)
        if before is None or not before.at_least(required):
            return plan_anew(entries, required, facts_at)
        arrivals = _Arrivals(assignment, empty, archives)
        facts = facts_at(before)
        plan = arrivals.plan(entries, before, facts, digests_by_arrival(connection, facts.made_with))
        if not plan.left or (level := strongest_level(required)) is before:
            return plan
        facts = facts_at(level)
        return arrivals.plan(entries, level, facts, digests_by_arrival(connection, facts.made_with))


class _Arrivals:
    """What arrived of each entry, looked at once."""

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
        """Sorts entries by what is known of what arrived."""
        unchanged: list[Kept] = []
        ungraded: list[Ungraded] = []
        left: list[ClassEntry] = []
        for entry in entries:
            seen = self._seen.get(entry.id) or self._seen.setdefault(entry.id, self._look(entry))
            if isinstance(seen, Ungraded):
                ungraded.append(seen)
            elif (digest := known.get((entry.id, seen))) is not None:
                unchanged.append(Kept(entry.id, digest))
            else:
                left.append(entry)
        return Plan(level, facts, tuple(unchanged), tuple(ungraded), tuple(left))

    def _look(self, entry: ClassEntry) -> str | Ungraded:
        """The digest of what arrived, or why there is nothing to grade in it; what had no grade is read whole."""
        try:
            collected = collect_entry(entry, self._archives)
            if entry.id in self._empty:
                entry_submission(entry, collected, self._assignment)
        except SubmissionError as error:
            return Ungraded(entry.id, str(error))
        return arrival_digest(collected)
