"""The code of a class -> which works are equal, and which pairs are similar and where. Trusted side; pure.

Code that was handed out does not count, and neither does what most students have: it is the usual way to write it.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from grader.gradebook.similar.fingerprints import Numbers, Spelling, covered, in_several, stretches, winnowed
from grader.gradebook.similar.own_code import CodeFile, Tokens, names_in, tokens_of

SHOWN = 100
"""How many pairs are shown, and of how many times as many the similarity is computed exactly."""
_CLOSELY = 5
LEAST_WORDS = 60
"""Works with fewer tokens of their own are not compared: short code is always similar."""
_MANY = 10


class ComparedWork(Struct, frozen=True):
    """What one student, or several together, handed in: their ids, and the code.

    `team` is equal for works of people who are known to work together, and empty otherwise.
    """

    students: tuple[str, ...]
    files: tuple[CodeFile, ...]
    team: str = ""


class Alike(Struct, frozen=True):
    """Two similar works.

    Attributes:
        works: Their positions.
        shares: How much of each one's own code is in the other one too, from 0 to 1.
        lines: The lines of each in which it is, counted through its files.
    """

    works: tuple[int, int]
    shares: tuple[float, float]
    lines: tuple[Mapping[int, int], Mapping[int, int]]


class Findings(Struct, frozen=True):
    """What there is to look at.

    Attributes:
        equal: Groups of works that are equal except for names, comments and layout, by their positions.
        alike: The pairs, the most similar first; the first work of each equal group stands for all of it.
        more: How many other pairs there are.
        short: The works that are too short to be compared.
    """

    equal: tuple[tuple[int, ...], ...]
    alike: tuple[Alike, ...]
    more: int
    short: tuple[int, ...]


class _Prepared(Struct, frozen=True):
    """A work as it is compared: its tokens, its stretches, and which tokens are the student's own."""

    tokens: Tokens
    found: Numbers
    rare: Numbers
    own: NDArray[np.bool_]


def find_alike(works: Sequence[ComparedWork], handout: Sequence[CodeFile], threshold: float) -> Findings:
    """Compares works with each other; returns the pairs of which at least this share is similar."""
    given, spelling = names_in(handout), Spelling()
    tokens = [tokens_of(work.files, given) for work in works]
    found = [stretches(spelling.numbers(each.words)) for each in tokens]
    handed_out = stretches(spelling.numbers(tokens_of(handout, given).words))
    own = [~covered(each, handed_out, len(kept.words)) for each, kept in zip(found, tokens, strict=True)]
    equal, first = _equal(tokens, own)
    compared = [index for index in first if own[index].sum() >= LEAST_WORDS]
    common = in_several((found[index] for index in compared), _most_common(len(compared)))
    left_out = np.unique(np.concatenate([handed_out, common]))
    rare = [each[~np.isin(each, left_out)] for each in found]
    prepared = [_Prepared(*each) for each in zip(tokens, found, map(np.unique, rare), own, strict=True)]
    candidates = [pair for pair in _candidates(compared, rare) if not _together(works, pair)]
    measured = ((_shares(pair, prepared), pair) for pair in candidates)
    pairs = sorted(((shares, pair) for shares, pair in measured if max(shares) >= threshold), key=_most_alike)
    return Findings(
        equal,
        tuple(_looked_at(pair, shares, prepared) for shares, pair in pairs[:SHOWN]),
        len(pairs[SHOWN:]),
        tuple(index for index in first if own[index].sum() < LEAST_WORDS),
    )


def _most_alike(measured: tuple[tuple[float, float], tuple[int, int]]) -> tuple[float, float, tuple[int, int]]:
    shares, pair = measured
    return -max(shares), -min(shares), pair


def _most_common(works: int) -> int:
    """If more works than this have a piece of code, it is the usual way to write it."""
    return max(works // 2, _MANY)


def _together(works: Sequence[ComparedWork], pair: tuple[int, int]) -> bool:
    one, two = (works[index].team for index in pair)
    return bool(one) and one == two


def _equal(tokens: Sequence[Tokens], own: Sequence[NDArray[np.bool_]]) -> tuple[tuple[tuple[int, ...], ...], list[int]]:
    """Groups with the same own tokens, and the first of each together with all who are alone."""
    groups: defaultdict[tuple[str, ...], list[int]] = defaultdict(list)
    for index, (each, mine) in enumerate(zip(tokens, own, strict=True)):
        groups[tuple(word for word, is_own in zip(each.words, mine, strict=True) if is_own)].append(index)
    several = (group for words, group in groups.items() if len(words) >= LEAST_WORDS and len(group) > 1)
    return tuple(tuple(group) for group in several), sorted(group[0] for group in groups.values())


def _candidates(compared: Sequence[int], rare: Sequence[Numbers]) -> list[tuple[int, int]]:
    """The pairs with most fingerprints in common, by their share; works that have none in common are not compared."""
    prints = [winnowed(rare[index]) for index in compared]
    counts = np.zeros((len(prints), len(prints)), np.uint16)
    for owners in _owners(prints):
        counts[np.ix_(owners, owners)] += 1
    ones, twos = np.nonzero(np.triu(counts, 1))
    sizes = np.array([max(len(each), 1) for each in prints])
    shares = counts[ones, twos] / np.minimum(sizes[ones], sizes[twos])
    best = np.argsort(-shares, kind="stable")[: _CLOSELY * SHOWN]
    return [(compared[ones[index]], compared[twos[index]]) for index in best]


def _owners(prints: Sequence[Numbers]) -> Iterator[NDArray[np.int64]]:
    """Who has each fingerprint that several have."""
    values = np.concatenate([*prints, np.zeros(0, np.uint64)])
    owners = np.repeat(np.arange(len(prints)), [len(each) for each in prints])
    order = np.argsort(values, kind="stable")
    starts = np.flatnonzero(np.diff(values[order])) + 1
    yield from (each for each in np.split(owners[order], starts) if len(each) > 1)


def _hits(pair: tuple[int, int], prepared: Sequence[_Prepared]) -> list[NDArray[np.bool_]]:
    """Which own tokens of each are similar."""
    one, two = (prepared[index] for index in pair)
    shared = np.intersect1d(one.rare, two.rare, assume_unique=True)
    return [covered(each.found, shared, len(each.own)) & each.own for each in (one, two)]


def _shares(pair: tuple[int, int], prepared: Sequence[_Prepared]) -> tuple[float, float]:
    one, two = (
        float(hits.sum() / max(prepared[index].own.sum(), 1))
        for index, hits in zip(pair, _hits(pair, prepared), strict=True)
    )
    return one, two


def _looked_at(pair: tuple[int, int], shares: tuple[float, float], prepared: Sequence[_Prepared]) -> Alike:
    one, two = (prepared[index] for index in pair)
    hits = _hits(pair, prepared)
    return Alike(pair, shares, (_lines(one, two, hits[0]), _lines(two, one, hits[1])))


def _lines(mine: _Prepared, theirs: _Prepared, hits: NDArray[np.bool_]) -> Mapping[int, int]:
    """The lines of one work that are similar, each with the first line of the other that it is similar to."""
    places = {int(number): index for index, number in reversed(list(enumerate(theirs.found)))}
    found: dict[int, int] = {}
    place = 0
    for index in np.flatnonzero(hits):
        number = int(mine.found[index]) if index < len(mine.found) else -1
        place = places.get(number, place + 1)
        line = theirs.tokens.lines[min(place, len(theirs.tokens.lines) - 1)]
        found.setdefault(mine.tokens.lines[index], line)
    return found
