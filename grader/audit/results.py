"""What an audit found, as data that terminal, HTML and JSON are made from. Trusted side; knows no markup."""

from msgspec import Struct


class TestUsage(Struct, frozen=True, kw_only=True):
    """What a hidden test is good for.

    Attributes:
        name: Which test.
        mutants: How many mutants lose points in it.
        mistakes: The known mistakes that lose points in it.
        alone: How many mutants and known mistakes no other test of its task sees.
    """

    name: str
    mutants: int
    mistakes: tuple[str, ...]
    alone: int


class Survivor(Struct, frozen=True, kw_only=True):
    """A mutant that lost nothing; `reason` says why that is right, or is empty."""

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
        """The mutants that a test could see."""
        return self.mutants - len(self.equivalent)

    @property
    def unneeded(self) -> tuple[str, ...]:
        """The tests without which everything would still be seen."""
        return tuple(test.name for test in self.tests if not test.alone)


class MisconceptionAnalysis(Struct, frozen=True, kw_only=True):
    """What became of a known mistake: where it lost points, and what it was called.

    Attributes:
        id: Its id.
        task: The task that it is made in.
        lost: The tests of that task that did not pass.
        share: What part of the task's points it costs.
        excuse: Why it may cost more than half.
        touched: The other tasks in which it lost points.
        named: What it was called.
        followed: The tests that passed because they are consistent with it.
        beside: How many others were made beside it, to see that those tests still ask for something.
        gained: The tests that passed although another, made beside it, fails them.
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
        """Whether it lost points in its own task, there only, was called by its name, and lets nothing else pass."""
        return bool(self.lost) and not self.touched and self.named == (self.id,) and not self.gained


class ControlAnalysis(Struct, frozen=True, kw_only=True):
    """What must get everything or nothing, over all seeds. `lost` are tests that did not pass where all must."""

    name: str
    expected: float
    lowest: float
    highest: float
    seeds: int
    lost: tuple[str, ...]
    named: tuple[str, ...]

    @property
    def held(self) -> bool:
        """Whether it got what it must under every seed, and no mistake was seen in it."""
        return self.lowest == self.highest == self.expected and not self.named


class Audit(Struct, frozen=True, kw_only=True):
    """All of it.

    Attributes:
        assignment: Which assignment, by its name in paths.
        title: Its title.
        quick: Whether only a sample of the mutants was graded.
        controls: The reference, the stubs, the alternatives, constant answers and what else is worthless.
        mistakes: The known mistakes.
        tasks: The mutants and the tests, by task.
        problems: What does not hold, a sentence each; empty if all holds.
        graded: How many submissions were graded.
        seconds: How long it took in all.
        grading_seconds: How long the workers graded, added up.
        harness_seconds: How much of that this side of the boundary was busy, and not waiting for guests.
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
