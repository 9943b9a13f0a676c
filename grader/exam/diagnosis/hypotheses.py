"""What a student may have done, as modules that replace the reference, and tests that are run against them.

Trusted side; knows neither pytest nor guests. Every run is made once, and their number is limited.
"""

from collections.abc import Callable, Mapping
from difflib import SequenceMatcher
from itertools import pairwise
from types import ModuleType
from typing import Generic, NamedTuple, Self, TypeVar

from msgspec import Struct

from grader.errors import AssignmentError
from grader.exam.checks.comparisons import Comparison, ComparisonKey, alike
from grader.exam.diagnosis.misconceptions import CatalogueEntry
from grader.exam.diagnosis.reference_modules import imported_together

Test = TypeVar("Test")

MAX_RERUNS = 1000
"""For one task of one submission; a task that needs more is left undiagnosed."""
MAX_MODULES = 1000


class UndecidedError(Exception):
    """A rerun test did not finish, or there were too many reruns, so that nothing can be concluded."""


class Hypothesis(Struct, frozen=True):
    """One known mistake or several at once, and the module that a student with them would write."""

    mistakes: tuple[CatalogueEntry, ...]
    source: str

    @classmethod
    def of(cls, mistake: CatalogueEntry) -> Self:
        """The hypothesis of a single mistake."""
        return cls((mistake,), mistake.source)

    @property
    def names(self) -> frozenset[str]:
        """The ids of its mistakes."""
        return frozenset(mistake.misconception.id for mistake in self.mistakes)

    @property
    def title(self) -> str:
        """The name of its module in tracebacks."""
        return f"<{' and '.join(sorted(self.names))}>"


def combined(one: Hypothesis, other: Hypothesis) -> Hypothesis | None:
    """Both at once, or None if they change the same lines, or different ones of several modules."""
    first, second = one.mistakes[0], other.mistakes[0]
    if first.module != second.module:  # of several: nobody looks for both
        return None
    source = merge_changes(first.reference, one.source, other.source)
    return None if source is None else Hypothesis((*one.mistakes, *other.mistakes), source)


class TestRun(Struct, frozen=True):
    """One run of a test: its comparisons, and whether it finished; a check or call that fails ends it.

    `ending` is how and where that happened, equal in another run that ended alike.
    """

    comparisons: Mapping[ComparisonKey, Comparison]
    complete: bool
    ending: tuple[str, ...] = ()

    @property
    def passed(self) -> bool:
        """Whether everything agreed."""
        return self.complete and all(comparison.agrees for comparison in self.comparisons.values())

    def agrees(self, key: ComparisonKey) -> bool | None:
        """Whether a comparison agreed, even if this run split it into finer or coarser parts."""
        if key in self.comparisons:
            return self.comparisons[key].agrees
        related = [comparison.agrees for other, comparison in self.comparisons.items() if _related(key, other)]
        return all(related) if related else None

    def expects_otherwise(self, key: ComparisonKey, comparison: Comparison) -> bool:
        """Whether it expects a different value from this comparison of another run."""
        mine = self.comparisons.get(key)
        return mine is not None and not alike(mine.expected, comparison.expected)


Rerun = Callable[[Test, ModuleType | None], TestRun]
"""Reruns a test and records its comparisons; None stands for the true reference."""


class VariantModules:
    """The modules of hypotheses, each imported once, when it is first needed."""

    def __init__(self) -> None:
        self._modules: dict[str, ModuleType] = {}

    def of(self, hypothesis: Hypothesis) -> ModuleType:
        """The module with these mistakes.

        Raises:
            AssignmentError: It cannot be imported.
        """
        if hypothesis.source not in self._modules:
            while len(self._modules) >= MAX_MODULES:
                del self._modules[next(iter(self._modules))]
            self._modules[hypothesis.source] = _imported(hypothesis)
        return self._modules[hypothesis.source]


def _imported(hypothesis: Hypothesis) -> ModuleType:
    mistake = hypothesis.mistakes[0]
    try:
        if mistake.task.several:
            sources = {**dict(mistake.beside), mistake.module: hypothesis.source}
            return imported_together(sources, mistake.task.several, hypothesis.title)
        module = ModuleType(mistake.module)
        code = compile(hypothesis.source, hypothesis.title, "exec", dont_inherit=True)
        exec(code, vars(module))  # noqa: S102 # our own reference with patches of our own
    except Exception as error:
        raise AssignmentError(f"The misconception {hypothesis.title[1:-1]} cannot be imported: {error!r}.") from error
    return module


class HypothesisTester(Generic[Test]):
    """Tests hypotheses against the tests of one task of one submission."""

    def __init__(self, rerun: Rerun[Test], stand_ins: VariantModules, maximum: int = MAX_RERUNS) -> None:
        self._rerun = rerun
        self._stand_ins = stand_ins
        self._left = maximum
        self._runs: dict[tuple[Test, str], TestRun] = {}

    def run(self, test: Test, hypothesis: Hypothesis | None) -> TestRun:
        """The run of a test with a hypothesis, or with the true reference. Raises UndecidedError."""
        key = (test, hypothesis.source if hypothesis else "")
        if key not in self._runs:
            if not self._left:
                raise UndecidedError
            self._left -= 1
            self._runs[key] = self._rerun(test, self._stand_ins.of(hypothesis) if hypothesis else None)
        return self._runs[key]


def _related(one: ComparisonKey, other: ComparisonKey) -> bool:
    if (one.what, one.number) != (other.what, other.number):
        return False
    return one.part.startswith(f"{other.part}[") or other.part.startswith(f"{one.part}[")


class _Change(NamedTuple):
    start: int
    end: int
    lines: tuple[str, ...]


def merge_changes(base: str, one: str, other: str) -> str | None:
    """`base` with the changed lines of both, or None if both change a line or insert something beside a change."""
    lines = base.splitlines(keepends=True)
    changes = sorted({*_changes(lines, one), *_changes(lines, other)})
    if any(_clash(*pair) for pair in pairwise(changes)):
        return None
    for change in reversed(changes):
        lines[change.start : change.end] = change.lines
    return "".join(lines)


def _clash(earlier: _Change, later: _Change) -> bool:
    inserts = earlier.start == earlier.end or later.start == later.end
    return later.start < earlier.end or (inserts and later.start == earlier.end)


def _changes(base: list[str], text: str) -> list[_Change]:
    lines = text.splitlines(keepends=True)
    matched = SequenceMatcher(None, base, lines, autojunk=False).get_opcodes()
    return [_Change(start, end, tuple(lines[a:b])) for tag, start, end, a, b in matched if tag != "equal"]
