"""Draws a sample of the cases that are too many for every run: a few of each kind, by a seed.

`--everything` takes all of them, and `--draw SEED` a different sample. A case that is requested by name is always
taken. The mark `drawn` samples the cases of a test; a fixture samples what it makes with `draw`.
`drawn(1, kind=...)` takes one of each kind; `drawn(1, over="level")` every case at one value of that parameter.
"""

import random
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from typing import Any, TypeVar

import pytest

Thing = TypeVar("Thing")
USUAL_SEED = "1"


@dataclass(frozen=True)
class Draw:
    """How a run draws.

    Attributes:
        seed: What decides which are drawn.
        everything: Whether all are taken instead.
    """

    seed: str
    everything: bool

    def few(self, things: Iterable[Thing], each: int, kind: Callable[[Thing], Hashable]) -> list[Thing]:
        """Of each kind so many, in their order; all of a kind that has no more."""
        listed = list(things)
        if self.everything:
            return listed
        by_kind: dict[Hashable, list[int]] = {}
        for number, thing in enumerate(listed):
            by_kind.setdefault(kind(thing), []).append(number)
        drawn = [
            number
            for one, numbers in by_kind.items()
            for number in random.Random(f"{self.seed} {one}").sample(numbers, min(each, len(numbers)))  # noqa: S311 # repeatable, not secret
        ]
        return [listed[number] for number in sorted(drawn)]


def add_options(parser: pytest.Parser) -> None:
    """The options of a run that decide what is drawn."""
    group = parser.getgroup("drawing")
    group.addoption("--everything", action="store_true", help="take all cases of sets that are drawn from otherwise")
    group.addoption("--draw", default=USUAL_SEED, metavar="SEED", help="draw others than usual from these sets")


def draw_of(config: pytest.Config) -> Draw:
    """How this run draws."""
    named = any("[" in argument for argument in config.args)
    return Draw(config.getoption("draw"), config.getoption("everything") or named)


def leave_out(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leaves the cases out that were not drawn, of each test that has the mark `drawn`."""
    draw, by_test = draw_of(config), dict[str, list[pytest.Item]]()
    for item in items:
        if item.get_closest_marker("drawn"):
            by_test.setdefault(item.nodeid.split("[")[0], []).append(item)
    left_out = {item for cases in by_test.values() for item in _others(draw, cases)}
    if left_out:
        config.hook.pytest_deselected(items=[item for item in items if item in left_out])
        items[:] = [item for item in items if item not in left_out]


def _others(draw: Draw, cases: list[pytest.Item]) -> set[pytest.Item]:
    mark = cases[0].get_closest_marker("drawn")
    assert mark is not None
    each, kind, over = mark.args[0], mark.kwargs.get("kind"), mark.kwargs.get("over")
    numbers: dict[tuple[str, int], int] = {}

    def kind_of(item: pytest.Item) -> Hashable:
        """So that tests with the same cases draw each its own."""
        test = cases[0].nodeid.split("[")[0]
        if over:
            return test, _but_for(item, over, numbers)
        return test, kind(**_parameters(item, kind)) if kind else ""

    drawn: list[pytest.Item] = draw.few(cases, each, kind_of)
    return set(cases) - set(drawn)


def _but_for(item: pytest.Item, parameter: str, numbers: dict[tuple[str, int], int]) -> Hashable:
    """Which case it is but for one parameter, over whose values is drawn; `numbers` has those of the other values.

    Each worker finds the same ones: a value is numbered where it comes first, and the items come in the same order.
    """
    parameters: dict[str, object] = getattr(item, "callspec").params if hasattr(item, "callspec") else {}  # noqa: B009
    others = sorted((name, id(value)) for name, value in parameters.items() if name != parameter)
    return tuple(numbers.setdefault(each, len(numbers)) for each in others)


def _parameters(item: pytest.Item, kind: Callable[..., Hashable]) -> dict[str, Any]:
    """The parameters of a case that its kind depends on."""
    parameters = getattr(item, "callspec").params  # noqa: B009 # only items of parametrized tests have one
    names = kind.__code__.co_varnames[: kind.__code__.co_argcount]
    return {name: parameters[name] for name in names}
