"""Sparse matrices of SciPy, for sentences and comparisons. Trusted side; does not import SciPy: if it was never
imported, there is no sparse matrix.
"""

from collections.abc import Callable
from typing import Any

import numpy as np

from grader.wire.sparse import sparse_format_of

MAX_SHOWN = 8


def is_sparse(value: object) -> bool:
    """Whether it is a sparse matrix or array, of any format."""
    return sparse_format_of(value) is not None


def is_dict(value: object) -> bool:
    """Whether it is a dict, but not a `dok_matrix` of SciPy, which extends dict."""
    return isinstance(value, dict) and not is_sparse(value)


def described(value: Any) -> str:
    """Its kind and size, as in `a csr_matrix of shape (3, 4)`."""
    return f"a {type(value).__name__} of shape {tuple(map(int, value.shape))}"


def entries(value: Any) -> tuple[Any, Any]:
    """The positions of its entries, numbered row by row, and the entries; those at the same position are added."""
    found = value.tocoo()
    numbers = found.row.astype(np.int64) * found.shape[1] + found.col
    places, where = np.unique(numbers, return_inverse=True)
    sums = np.zeros(len(places), np.result_type(found.data.dtype, np.float64))
    np.add.at(sums, where.ravel(), found.data)
    kept = sums != 0
    return places[kept], sums[kept]


def side_by_side(one: Any, other: Any) -> tuple[Any, Any, Any]:
    """The positions where either has an entry, and the values of both there."""
    (mine, found), (theirs, wanted) = entries(one), entries(other)
    places = np.union1d(mine, theirs)
    left, right = np.zeros(len(places), found.dtype), np.zeros(len(places), wanted.dtype)
    left[np.searchsorted(places, mine)] = found
    right[np.searchsorted(places, theirs)] = wanted
    return places, left, right


def spelled(value: Any, spell: Callable[[object], str]) -> str:
    """Its first entries, each with its position."""
    places, found = entries(value)
    columns = max(int(value.shape[1]), 1)
    shown = [
        f"{divmod(int(place), columns)}: {spell(each)}"
        for place, each in zip(places[:MAX_SHOWN], found[:MAX_SHOWN].tolist(), strict=True)
    ]
    return f"{type(value).__name__}({', '.join([*shown, *(['…'] if len(places) > MAX_SHOWN else [])])})"
