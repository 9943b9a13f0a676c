"""The smallest set of names that explains the most. Trusted side; pure."""

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from itertools import chain, combinations
from typing import Generic, TypeVar

from msgspec import Struct

Fact = TypeVar("Fact")

MAX_NAMES = 12
MAX_TOGETHER = 4


class Claim(Struct, Generic[Fact], frozen=True):
    """What some names explain together, and what only an additional name could explain."""

    names: frozenset[str]
    explains: frozenset[Fact]
    open: frozenset[Fact] = frozenset()


def best_covers(claims: Sequence[Claim[Fact]]) -> list[frozenset[str]]:
    """The sets of names that explain the most, and of these the smallest. Several may be equally good.

    What a claim leaves open has to be explained by another one whose set contains its names and more.
    """
    best: list[frozenset[str]] = []
    best_worth = (0, 0)
    for names in _choices(claims):
        chosen = [claim for claim in claims if claim.names <= names]
        if any(_left_open(claim, chosen) for claim in chosen):
            continue
        worth = (len(frozenset[Fact]().union(*(claim.explains for claim in chosen))), -len(names))
        if worth > best_worth:
            best, best_worth = [], worth
        if worth == best_worth and worth[0]:
            best.append(names)
    return best


def certain_names(claims: Sequence[Claim[Fact]]) -> frozenset[str]:
    """The names that belong to every best set."""
    covers = best_covers(claims)
    return frozenset[str].intersection(*covers) if covers else frozenset()


def _left_open(claim: Claim[Fact], chosen: Sequence[Claim[Fact]]) -> AbstractSet[Fact]:
    larger = (other.explains for other in chosen if other.names > claim.names)
    return claim.open.difference(*larger)


def _choices(claims: Sequence[Claim[Fact]]) -> Iterator[frozenset[str]]:
    """The sets of names to consider, small ones first."""
    ranked = sorted(claims, key=lambda claim: (-len(claim.explains), sorted(claim.names)))
    names = list(dict.fromkeys(chain.from_iterable(sorted(claim.names) for claim in ranked)))[:MAX_NAMES]
    for size in range(1, MAX_TOGETHER + 1):
        yield from map(frozenset, combinations(sorted(names), size))
