"""How sparse matrices of SciPy become values of the wire and matrices again. Both sides.

Neither direction imports SciPy: if it was never imported, there are no sparse matrices. Only its own exact types cross.
Both sides check what SciPy trusts without checking: where a row begins, and in which column an entry is.
"""

import sys
from collections.abc import Callable, Sequence
from enum import StrEnum
from typing import Any

import numpy as np

from grader.wire.frames import WireError
from grader.wire.values import MAX_ROWS, Array, Sparse

MAX_CELLS = 1 << 25
"""The most cells of a matrix, including zeros: a test may make it dense."""
ODD_SPARSE = f"a sparse matrix of odd places, of other than two dimensions, or of more than {MAX_CELLS:,} cells"
NOTES = frozenset({ODD_SPARSE})


class SparseFormat(StrEnum):
    """SciPy's format of the entries."""

    CSR = "csr"
    CSC = "csc"
    COO = "coo"
    BSR = "bsr"
    DIA = "dia"
    LIL = "lil"
    DOK = "dok"


BY_PLACE = (SparseFormat.COO, SparseFormat.LIL, SparseFormat.DOK)
"""The formats that cross as a row and a column for each entry."""
SPARSE_FORMATS = frozenset(SparseFormat)


class UnfitMatrixError(Exception):
    """A sparse matrix that cannot cross."""


def sparse_format_of(thing: object) -> SparseFormat | None:
    """The format of a sparse matrix; None for anything else, and for a subclass."""
    scipy = sys.modules.get("scipy.sparse")
    if scipy is None:  # as nearly always
        return None
    name, _, kind = type(thing).__name__.partition("_")
    if kind not in {"matrix", "array"} or name not in SPARSE_FORMATS:
        return None
    return SparseFormat(name) if type(thing) is getattr(scipy, type(thing).__name__, None) else None


def packed(thing: Any, form: SparseFormat, array: Callable[[Any], Array]) -> Sparse:
    """The value of a sparse matrix, whose arrays `array` packs. Raises UnfitError."""
    is_array = type(thing).__name__.endswith("_array")
    if len(thing.shape) != 2:  # noqa: PLR2004 # rows and columns
        raise UnfitMatrixError(ODD_SPARSE)
    shape = (int(thing.shape[0]), int(thing.shape[1]))
    kept = thing.tocoo() if form in BY_PLACE else thing
    names = {SparseFormat.DIA: ("offsets",)}.get(form, ("row", "col") if form in BY_PLACE else ("indices", "indptr"))
    places = [np.asarray(getattr(kept, name)) for name in names]
    data = np.asarray(kept.data)
    if not _fits(form, shape, data, places):
        raise UnfitMatrixError(ODD_SPARSE)
    return Sparse(form, shape, array(data), [array(each) for each in places], is_array)


def unpacked(value: Sparse, array: Callable[[Array], Any]) -> object:
    """The sparse matrix that a value represents.

    Raises:
        WireError: It contradicts itself, it is larger than allowed, or SciPy is not in use here.
    """
    scipy: Any = sys.modules.get("scipy.sparse")
    if scipy is None:
        raise WireError("a sparse matrix where there is no SciPy")
    if value.form not in SPARSE_FORMATS:
        raise WireError("a sparse matrix of an unknown form")
    form, data, places = SparseFormat(value.form), array(value.data), [array(each) for each in value.places]
    if not _fits(form, value.shape, data, places):
        raise WireError("a sparse matrix whose entries are not of its shape")
    made = getattr(
        scipy, f"{SparseFormat.COO if form in BY_PLACE else form}_{'array' if value.is_array else 'matrix'}", None
    )
    if made is None:  # an older SciPy
        raise WireError("a sparse matrix of a form that SciPy does not have here")
    parts = (data, tuple(places)) if form in BY_PLACE else (data, *places)
    try:
        return made(parts, shape=value.shape).asformat(form)
    except (ValueError, TypeError) as error:  # such as a dtype for which SciPy has no sparse matrices
        raise WireError("a sparse matrix that SciPy does not take") from error


def _fits(form: SparseFormat, shape: Sequence[int], data: Any, places: Sequence[Any]) -> bool:  # noqa: PLR0911 # one line for each form
    """Whether the positions of the entries are within the shape, so that nothing reads beyond an array."""
    rows, columns = shape
    if min(rows, columns) < 0 or rows * columns > MAX_CELLS or not _is_kept(data.dtype):
        return False
    if any(each.ndim != 1 or each.dtype.kind != "i" for each in places):
        return False
    if (form is SparseFormat.LIL and rows > MAX_ROWS) or (
        form is SparseFormat.DOK and data.size > MAX_ROWS
    ):  # each is an object
        return False
    match form, places:
        case ((SparseFormat.COO | SparseFormat.LIL | SparseFormat.DOK), [row, column]):
            return data.shape == row.shape == column.shape and _within(row, rows) and _within(column, columns)
        case SparseFormat.CSR, [indices, starts]:
            return data.ndim == 1 and len(data) == len(indices) and _in_order(starts, rows, indices, columns)
        case SparseFormat.CSC, [indices, starts]:
            return data.ndim == 1 and len(data) == len(indices) and _in_order(starts, columns, indices, rows)
        case SparseFormat.BSR, [indices, starts]:
            return _of_blocks(shape, data, indices, starts)
        case SparseFormat.DIA, [offsets]:
            return _of_diagonals(shape, data, offsets)
    return False


def _is_kept(dtype: Any) -> bool:
    """Whether SciPy has sparse matrices of this dtype."""
    return dtype.kind in "biuc" or (dtype.kind == "f" and dtype.itemsize > 2)  # noqa: PLR2004 # half a float


def _of_blocks(shape: Sequence[int], data: Any, indices: Any, starts: Any) -> bool:
    if data.ndim != 3 or len(data) != len(indices) or 0 in data.shape[1:]:  # noqa: PLR2004 # blocks of rows and columns
        return False
    (rows, odd_row), (columns, odd_column) = divmod(shape[0], data.shape[1]), divmod(shape[1], data.shape[2])
    return not odd_row and not odd_column and _in_order(starts, rows, indices, columns)


def _of_diagonals(shape: Sequence[int], data: Any, offsets: Any) -> bool:
    rows, columns = shape
    is_diagonal = (offsets > -max(rows, 1)) & (offsets < max(columns, 1))
    return data.ndim == 2 and len(data) == len(offsets) == len(set(offsets.tolist())) and bool(is_diagonal.all())  # noqa: PLR2004 # a row for each


def _in_order(starts: Any, lines: int, indices: Any, length: int) -> bool:
    """Whether each line begins where the previous one ends, and the last ends with the entries."""
    if len(starts) != lines + 1 or starts[0] != 0 or starts[-1] != len(indices):
        return False
    return bool((np.diff(starts) >= 0).all()) and _within(indices, length)


def _within(places: Any, length: int) -> bool:
    return len(places) == 0 or bool(places.min() >= 0 and places.max() < length)
