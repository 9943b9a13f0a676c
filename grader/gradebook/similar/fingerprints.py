"""Tokens -> numbers that equal sequences share, all of them or those selected by winnowing. Trusted side; pure."""

import hashlib
from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

STRETCH = 14
"""How many tokens in a row are compared: about a line and a half."""
_WINDOW = 6
"""One of this many neighbours is selected: anything that is equal over 19 tokens is found."""
_BASE = np.uint64(0x9E3779B97F4A7C15)

Numbers = NDArray[np.uint64]


class Spelling:
    """Words as numbers, the same for all works that are compared."""

    def __init__(self) -> None:
        self._known: dict[str, int] = {}

    def numbers(self, words: Sequence[str]) -> Numbers:
        """A number for each of these words."""
        return np.array([self._number(word) for word in words], np.uint64)

    def _number(self, word: str) -> int:
        if word not in self._known:
            digest = hashlib.blake2b(word.encode("utf-8", "surrogatepass"), digest_size=8).digest()
            self._known[word] = int.from_bytes(digest)
        return self._known[word]


def stretches(words: Numbers) -> Numbers:
    """The number of each sequence of words: the one that begins with the first word, with the second, and so on."""
    count = max(len(words) - STRETCH + 1, 0)
    found = np.zeros(count, np.uint64)
    for offset in range(STRETCH if count else 0):
        found = found * _BASE + words[offset : offset + count]
    return found


def winnowed(found: Numbers) -> Numbers:
    """Those that winnowing selects, each once and sorted: the smallest of each window."""
    if len(found) <= _WINDOW:
        return np.unique(found.min(keepdims=True) if len(found) else found)
    return np.unique(np.lib.stride_tricks.sliding_window_view(found, _WINDOW).min(axis=1))


def covered(found: Numbers, wanted: Numbers, words: int) -> NDArray[np.bool_]:
    """Which of these words are in a sequence whose number is wanted."""
    edges = np.zeros(words + 1, np.int64)
    hits = np.flatnonzero(np.isin(found, wanted))
    np.add.at(edges, hits, 1)
    np.add.at(edges, hits + STRETCH, -1)
    return np.cumsum(edges[:-1]) > 0


def in_several(works: Iterable[Numbers], most: int) -> Numbers:
    """The numbers that more than `most` works have."""
    found, counts = np.unique(np.concatenate([np.unique(each) for each in works] or [_NONE]), return_counts=True)
    return found[counts > most]


_NONE = np.zeros(0, np.uint64)
