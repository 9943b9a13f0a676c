"""Task 3: generators."""

from collections.abc import Iterable, Iterator


def collatz(start: int) -> Iterator[int]:
    """Gives start, and then half of an even number or three times an odd one and one, until 1 has been given."""
    raise NotImplementedError


def primes() -> Iterator[int]:
    """Gives the prime numbers in order, without end."""
    raise NotImplementedError


def windows(items: Iterable[object], size: int) -> Iterator[tuple[object, ...]]:
    """Gives each run of `size` neighbours as a tuple, and takes no more of the items than it needs."""
    raise NotImplementedError
