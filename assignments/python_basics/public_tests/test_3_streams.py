"""Task 3: the examples of the handout."""

from itertools import islice
from types import ModuleType


def test_collatz(student: ModuleType) -> None:
    """The numbers from 6 down to 1."""
    assert list(student.collatz(6)) == [6, 3, 10, 5, 16, 8, 4, 2, 1]


def test_primes(student: ModuleType) -> None:
    """The first five prime numbers."""
    assert list(islice(student.primes(), 5)) == [2, 3, 5, 7, 11]


def test_windows(student: ModuleType) -> None:
    """Pairs of neighbours."""
    assert list(student.windows("abcd", 2)) == [("a", "b"), ("b", "c"), ("c", "d")]
