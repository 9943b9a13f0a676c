"""My solution of Task 3."""

from collections import deque
from itertools import count, islice


def collatz(start):
    if start < 1:
        raise ValueError("start has to be at least 1")
    while start != 1:
        yield start
        start = 3 * start + 1 if start % 2 else start // 2
    yield 1


def primes():
    composites = {}  # the next multiples of the primes so far
    yield 1
    for number in count(2):
        factors = composites.pop(number, None)
        if factors is None:
            yield number
            composites[number * number] = [number]
            continue
        for factor in factors:
            composites.setdefault(number + factor, []).append(factor)


def windows(items, size):
    left = iter(items)
    window = deque(islice(left, size - 1), maxlen=size)
    for item in left:
        window.append(item)
        yield tuple(window)
