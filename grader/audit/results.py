"""The findings of an audit, as data that terminal, HTML and JSON are made from. Trusted side; knows no markup."""

from msgspec import Struct


class TestUsage(Struct, frozen=True, kw_only=True):
    """What a hidden test detects.

    Attributes:
        name: The test's name.
        mutants: How many mutants lose points in it.
        mistakes: The known mistakes that lose points in it.
        alone: How many mutants and known mistakes no other test of its task detects.
    """

    name: str
    mutants: int
    mistakes: tuple[str, ...]
    alone: int


class Survivor(Struct, frozen=True, kw_only=True):
    """A mutant that lost no points; `reason` says why that is right, or is empty."""

    task: str
    module: str
    line: int
    operator: str
    diff: str
    reason: str = ""


class TaskAnalysis(Struct, frozen=True, kw_only=True):
    """The mutants and the tests of one task. `touched_by` are mutants of other tasks that lost points in this one."""

    id: str
    title: str
    mutants: int
    killed: int
    survivors: tuple[Survivor, ...]
    equivalent: tuple[Survivor, ...]
    touched_by: tuple[str, ...]
    tests: tuple[TestUsage, ...]

    @property
    def counted(self) -> int:
        """The number of mutants that a test could detect."""
        return self.mutants - len(self.equivalent)

    @property
    def unneeded(self) -> tuple[str, ...]:
        """The tests without which everything would still be detected."""
        return tuple(test.name for test in self.tests if not test.alone)

    @property
    def idle(self) -> tuple[str, ...]:
        """The tests that detect nothing."""
        return tuple(test.name for test in self.tests if not test.mutants and not test.mistakes)

    @property
    def overlapping(self) -> tuple[str, ...]:
        """The tests that detect something, but nothing that no other test detects."""
        return tuple(name for name in self.unneeded if name not in self.idle)


class MisconceptionAnalysis(Struct, frozen=True, kw_only=True):
    """The result of a known mistake: where it lost points, and how it was named.

    Attributes:
        id: Its id.
        task: The task in which it is made.
        lost: The tests of that task that did not pass.
        share: The share of the task's points that it costs.
        excuse: Why it may cost more than half.
        touched: The other tasks in which it lost points.
        named: The known mistakes that feedback named.
        followed: The tests that passed because they are consistent with it.
        beside: How many other mistakes were combined with it, to verify that those tests still detect something.
        gained: The tests that passed although another mistake, combined with it, fails them.
    """

    id: str
    task: str
    lost: tuple[str, ...]
    share: float = 0.0
    excuse: str = ""
    touched: tuple[str, ...]
    named: tuple[str, ...]
    followed: tuple[str, ...]
    beside: int
    gained: tuple[str, ...]

    @property
    def held(self) -> bool:
        """Whether it lost points in its own task only, was named correctly, and lets no other mistake pass."""
        return bool(self.lost) and not self.touched and self.named == (self.id,) and not self.gained


class ControlAnalysis(Struct, frozen=True, kw_only=True):
    """Work that must get all points or none, over all seeds. `lost` are tests that did not pass although all must."""

    name: str
    expected: float
    lowest: float
    highest: float
    seeds: int
    lost: tuple[str, ...]
    named: tuple[str, ...]

    @property
    def held(self) -> bool:
        """Whether it got the points that it must under every seed, and no known mistake was named."""
        return self.lowest == self.highest == self.expected and not self.named


class Audit(Struct, frozen=True, kw_only=True):
    """All findings of an audit.

    Attributes:
        assignment: The assignment's name in paths.
        title: Its title.
        quick: Whether only a sample of the mutants was graded.
        controls: The reference, the stubs, the alternatives, constant answers and other worthless work.
        mistakes: The known mistakes.
        tasks: The mutants and the tests, by task.
        problems: The problems, one sentence each; empty if there are none.
        graded: How many submissions were graded.
        seconds: How long it took in total.
        grading_seconds: How long the workers graded, in total.
        harness_seconds: How much of that the harness worked, instead of waiting for guests.
    """

    assignment: str
    title: str
    quick: bool
    controls: tuple[ControlAnalysis, ...]
    mistakes: tuple[MisconceptionAnalysis, ...]
    tasks: tuple[TaskAnalysis, ...]
    problems: tuple[str, ...]
    graded: int
    seconds: float
    grading_seconds: float
    harness_seconds: float
