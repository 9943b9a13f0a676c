"""Task 2: the examples of the handout."""

from types import ModuleType

import pytest


def test_texts(student: ModuleType) -> None:
    """An amount is shown in two ways."""
    assert repr(student.Money(1250)) == "Money(1250, 'EUR')"
    assert str(student.Money(1250)) == "12.50 EUR"


def test_equality(student: ModuleType) -> None:
    """Equal amounts are equal."""
    assert student.Money(5) == student.Money(5)
    assert student.Money(5) != student.Money(6)


def test_sum(student: ModuleType) -> None:
    """Amounts are added."""
    assert student.Money(100) + student.Money(25) == student.Money(125)
    assert student.total([student.Money(100), student.Money(20), student.Money(3)]) == student.Money(123)


def test_order(student: ModuleType) -> None:
    """Amounts are ordered by their cents."""
    assert student.Money(20) < student.Money(300)


def test_negative_cents(student: ModuleType) -> None:
    """No amount is negative."""
    with pytest.raises(ValueError):
        student.Money(-1)
