"""What stands for a name that could not be imported says so wherever it is used as a value, and nowhere else."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from grader.guest.placeholders import ModuleUnavailableError, placeholder

REASON = "my_helpers is not there"


@pytest.fixture
def missing() -> Any:
    return placeholder("FUNCTIONS", REASON)


USES: dict[str, Callable[[Any], object]] = {
    "called": lambda it: it(1),
    "its attribute": lambda it: it.name,
    "its entry": lambda it: it["tanh"],
    "its entries": lambda it: [*it],
    "its length": len,
    "a product": lambda it: 2 * it,
    "a sum": lambda it: it + 2,
    "an order": lambda it: it < 3,
    "a number": float,
    "looked into": lambda it: 1 in it,
    "a condition": lambda it: 1 if it else 2,
    "in a product of arrays": lambda it: np.ones(3) * it,
    "in a function of NumPy": np.exp,
}


@pytest.mark.parametrize("use", USES.values(), ids=USES.keys())
def test_a_use_as_a_value_says_what_is_missing(missing: Any, use: Callable[[Any], object]) -> None:
    with pytest.raises(ModuleUnavailableError, match=REASON):
        use(missing)


def test_a_class_of_it_an_annotation_and_a_test_for_none_are_no_uses(missing: Any) -> None:
    class Mine(missing):  # type: ignore[misc] # a value of any type
        value: missing | None
        values: list[missing]

    assert Mine.__mro__[1] is missing
    assert missing is not None
    assert missing != 3
