"""Reference for Task 3. Trusted side; never handed out."""

from collections import deque
from collections.abc import Iterable, Iterator
from itertools import count


def collatz(start: int) -> Iterator[int]:
    """Gives start, and then half of an even number or three times an odd one and one, until 1 has been given."""
    if start < 1:
        raise ValueError(f"{start} is less than 1")
    yield start
    while start > 1:
        start = 3 * start + 1 if start % 2 else start // 2
        yield start


def primes() -> Iterator[int]:
    """Gives the prime numbers in order, without end."""
    found: list[int] = []
    for number in count(2):
        if all(number % prime for prime in found):
            found.append(number)
            yield number


def windows(items: Iterable[object], size: int) -> Iterator[tuple[object, ...]]:
    """Gives each run of `size` neighbours as a tuple, and takes no more of the items than it needs."""
    latest: deque[object] = deque(maxlen=size)
    for item in items:
        latest.append(item)
        if len(latest) == size:
            yield tuple(latest)
