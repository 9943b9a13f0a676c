"""Which known mistake explains what failed: failed tests are run again with it as the reference. Trusted side.

It knows neither pytest nor guests: `agrees` runs a test again, and its user decides what a test is. It only ever adds
an explanation, and changes no outcome and no score.
"""

from collections.abc import Callable, Sequence
from types import ModuleType
from typing import TypeVar

from grader.errors import AssignmentError
from grader.exam.misconceptions import KnownMistake

Test = TypeVar("Test")
Agrees = Callable[[Test, ModuleType], bool]


class UndecidedError(Exception):
    """A test that is run again did not come to an end, so that nothing can be said."""


class StandIns:
    """The patched reference modules, each imported once and when it is first asked for."""

    def __init__(self) -> None:
        self._modules: dict[str, ModuleType] = {}

    def of(self, mistake: KnownMistake) -> ModuleType:
        """The module with this mistake.

        Raises:
            AssignmentError: It cannot be imported.
        """
        known = mistake.misconception.id
        if known not in self._modules:
            module = ModuleType(mistake.task.module)
            code = compile(mistake.source, f"<{known}>", "exec", dont_inherit=True)
            try:
                exec(code, vars(module))  # noqa: S102 # our own reference with a patch of our own
            except Exception as error:
                raise AssignmentError(f"The misconception {known} cannot be imported: {error!r}.") from error
            self._modules[known] = module
        return self._modules[known]


def diagnose(
    candidates: Sequence[KnownMistake],
    failed: Sequence[Test],
    passed: Sequence[Test],
    stand_ins: StandIns,
    agrees: Agrees[Test],
) -> KnownMistake | None:
    """The one known mistake that explains every failed test, or none.

    Where several do, the tests that passed decide: a student who made just this mistake agrees with it there as well.
    Two that cannot be told apart are both left unsaid.
    """
    if not failed:
        return None

    def explain(tests: Sequence[Test], mistakes: Sequence[KnownMistake]) -> list[KnownMistake]:
        # The first test that does not agree is the last that is run.
        return [each for each in mistakes if all(agrees(test, stand_ins.of(each)) for test in tests)]

    try:
        explaining = explain(failed, candidates)
        if len(explaining) > 1:
            explaining = explain(passed, explaining) or explaining
    except UndecidedError:
        return None
    return explaining[0] if len(explaining) == 1 else None
