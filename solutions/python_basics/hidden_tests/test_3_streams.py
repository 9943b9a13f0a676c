"""Hidden tests of Task 3: what generators give, and how much they take."""

from itertools import islice
from typing import Any

import numpy as np
import pytest

from grader.exam import check

pytestmark = pytest.mark.task("3")


@pytest.mark.points(4)
def test_collatz(student: Any, reference: Any, rng: np.random.Generator) -> None:
    """Halves of even numbers, three times odd ones and one, down to 1."""
    for start in (2, 7, int(rng.integers(20, 60))):
        check.equal(list(student.collatz(start)), list(reference.collatz(start)), f"collatz({start})")


@pytest.mark.points(2)
def test_collatz_ends(student: Any, reference: Any) -> None:
    """From 1 there is no further way, and to less than 1 there is none."""
    check.equal(list(student.collatz(1)), list(reference.collatz(1)), "collatz(1)")
    for start in (0, -4):
        with pytest.raises(ValueError):
            list(student.collatz(start))


@pytest.mark.points(6)
def test_primes(student: Any, reference: Any) -> None:
    """The prime numbers in order."""
    check.equal(list(islice(student.primes(), 30)), list(islice(reference.primes(), 30)), "the first 30 prime numbers")


@pytest.mark.points(3)
def test_windows(student: Any, reference: Any, rng: np.random.Generator) -> None:
    """Each run of neighbours."""
    items = rng.integers(0, 100, 301).tolist()
    for some, size in ((items[:7], 1), (items[:7], 2), (items[:7], 3), (items[:7], 7), (items, 300)):
        found = list(student.windows(some, size))
        check.equal(found, list(reference.windows(some, size)), f"the windows of size {size}")


@pytest.mark.points(2)
def test_windows_of_anything(student: Any, reference: Any) -> None:
    """A text and a set of keys have windows too, and fewer items than a window have none."""
    for items in ("python", {"a": 1, "b": 2, "c": 3}):
        check.equal(list(student.windows(items, 2)), list(reference.windows(items, 2)), f"the windows of {items}")
    check.equal(list(student.windows("ab", 3)), [], "the windows of size 3 of 'ab'")


@pytest.mark.points(3)
def test_windows_take_what_they_need(student: Any, guest_module: Any) -> None:
    """No more items are taken than are needed for what was asked."""
    items = guest_module("counted.py").Counted()
    found = iter(student.windows(items, 3))
    check.equal([next(found), next(found)], [(1, 2, 3), (2, 3, 4)], "the first two windows")
    check.true(items.taken <= 4, "Two windows of size 3 need four items, and more were taken.")
