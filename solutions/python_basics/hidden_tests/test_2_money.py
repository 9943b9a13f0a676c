"""Hidden tests of Task 2: amounts behave like values."""

from typing import Any

import numpy as np
import pytest

from grader.exam import check

pytestmark = pytest.mark.task("2")


def parts(amount: Any) -> list[object]:
    """What an amount says of itself."""
    return [amount.cents, amount.currency]


@pytest.mark.points(3)
def test_attributes(student: Any, reference: Any, rng: np.random.Generator) -> None:
    """An amount knows its cents and its currency, which is EUR unless another is given."""
    for given in ((int(rng.integers(1, 10_000)), "CHF"), (0,)):
        check.equal(parts(student.Money(*given)), parts(reference.Money(*given)), f"cents and currency of Money{given}")


@pytest.mark.points(2)
def test_negative_cents(student: Any) -> None:
    """Negative cents raise ValueError."""
    check.equal(student.Money(0).cents, 0, "the cents of Money(0)")
    with pytest.raises(ValueError):
        student.Money(-1)


@pytest.mark.points(2)
def test_repr(student: Any, reference: Any, rng: np.random.Generator) -> None:
    """repr() shows the call that makes the amount."""
    for given in ((int(rng.integers(100, 10_000)),), (7, "CHF")):
        check.text(repr(student.Money(*given)), repr(reference.Money(*given)), f"repr(Money{given})")


@pytest.mark.points(3)
def test_str(student: Any, reference: Any, rng: np.random.Generator) -> None:
    """str() shows the amount with two digits of cents."""
    for cents in (1250, 5, 0, 99, 100, 101, 1_234_567, int(rng.integers(1_000, 10_000))):
        check.text(str(student.Money(cents, "CHF")), str(reference.Money(cents, "CHF")), f"str(Money({cents}, 'CHF'))")


@pytest.mark.points(3)
def test_equality(student: Any, reference: Any) -> None:
    """Amounts are equal if cents and currency are."""
    for given in ((125,), (126,), (125, "CHF"), (125, "EUR")):
        found = student.Money(125) == student.Money(*given)
        check.equal(found, reference.Money(125) == reference.Money(*given), f"Money(125) == Money{given}")


@pytest.mark.points(2)
def test_equality_with_other_things(student: Any) -> None:
    """An amount is unequal to what is no amount."""
    amount = student.Money(125)
    check.true(amount == student.Money(125), "Money(125) should equal Money(125).")
    for other in (125, "1.25 EUR", (125, "EUR"), None):
        check.true((amount == other) is False, f"Money(125) should not equal {other!r}.")


@pytest.mark.points(2)
def test_hash(student: Any, reference: Any) -> None:
    """A set holds equal amounts once."""
    found, expected = (
        {module.Money(125), module.Money(125), module.Money(125, "CHF")} for module in (student, reference)
    )
    check.equal(len(found), len(expected), "the number of amounts in {Money(125), Money(125), Money(125, 'CHF')}")


@pytest.mark.points(3)
def test_sum(student: Any, reference: Any, rng: np.random.Generator) -> None:
    """Amounts are added, and stay as they were."""
    cents = rng.integers(1, 10_000, 2).tolist()
    first, second = (student.Money(each, "CHF") for each in cents)
    one, two = (reference.Money(each, "CHF") for each in cents)
    check.equal(parts(first + second), parts(one + two), "cents and currency of the sum")
    check.equal([parts(first), parts(second)], [parts(one), parts(two)], "both amounts afterwards")


@pytest.mark.points(1)
def test_order(student: Any, reference: Any, rng: np.random.Generator) -> None:
    """Amounts are sorted by their cents."""
    cents = rng.permutation([5, 40, 300, 2_000, 10_000]).tolist()
    found, expected = (sorted(module.Money(each) for each in cents) for module in (student, reference))
    check.equal([parts(each) for each in found], [parts(each) for each in expected], "sorted amounts")
    check.true(not student.Money(5) < student.Money(5), "Money(5) should not be less than Money(5).")


@pytest.mark.points(1)
@pytest.mark.parametrize("operation", ["+", "<"])
def test_different_currencies(student: Any, operation: str) -> None:
    """Amounts of different currencies are neither added nor ordered."""
    euros, francs = student.Money(1), student.Money(2, "CHF")
    check.equal([euros.currency, francs.currency], ["EUR", "CHF"], "the currencies")
    for one, other in ((euros, francs), (francs, euros)):
        with pytest.raises(ValueError):
            _ = one + other if operation == "+" else one < other


@pytest.mark.points(2)
def test_total(student: Any, reference: Any, rng: np.random.Generator) -> None:
    """All amounts are added up, and of nothing there is no total."""
    four, others = rng.integers(1, 10_000, (2, 4)).tolist()
    for some in (four, others, four[:1]):
        found, expected = (
            module.total([module.Money(each, "CHF") for each in some]) for module in (student, reference)
        )
        check.equal(parts(found), parts(expected), "cents and currency of the total")
    with pytest.raises(ValueError):
        student.total([])
