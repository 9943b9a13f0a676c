"""Sparse matrices on the wire: what would have SciPy read beyond an array is refused before SciPy sees it, what is too
much or odd stays behind for a reason that everybody knows, and where there is no SciPy there are no sparse matrices.
"""

import sys

import numpy as np
import pytest
import scipy.sparse as sp

from grader.wire.frames import WireError
from grader.wire.packing import pack
from grader.wire.packing_budget import NOTES
from grader.wire.unpacking import unpack
from grader.wire.values import Array, Dict, Handle, List, Sparse, Value
from grader.wire.values import Set as WireSet

FORMS = ("csr", "csc", "coo", "bsr", "dia", "lil", "dok")


def ints(*numbers: int, dtype: str = "<i4") -> Array:
    return Array(dtype, (len(numbers),), np.array(numbers, dtype).tobytes())


def floats(*shape: int) -> Array:
    return Array("<f8", shape, np.ones(shape).tobytes())


def csr(indices: Array, starts: Array, shape: tuple[int, int] = (2, 2)) -> Sparse:
    return Sparse("csr", shape, floats(2), [indices, starts])


HOSTILE: dict[str, Value] = {
    "a column beyond the last": csr(ints(0, 2), ints(0, 1, 2)),
    "a column before the first": csr(ints(0, -1), ints(0, 1, 2)),
    "a row that begins beyond the entries": csr(ints(0, 1), ints(0, 1 << 30, 2)),
    "a row that begins before the first": csr(ints(0, 1), ints(0, -5, 2)),
    "rows that end before the entries": csr(ints(0, 1), ints(0, 1, 1)),
    "rows that begin late": csr(ints(0, 1), ints(1, 1, 2)),
    "too few rows": csr(ints(0, 1), ints(0, 2)),
    "too many rows": csr(ints(0, 1), ints(0, 1, 2, 2)),
    "fewer places than entries": csr(ints(0), ints(0, 1, 1)),
    "places that are numbers": csr(floats(2), ints(0, 1, 2)),
    "places of two dimensions": csr(Array("<i4", (2, 1), bytes(8)), ints(0, 1, 2)),
    "places without a sign": csr(ints(0, 1, dtype="<u8"), ints(0, 1, 2)),
    "a shape below zero": csr(ints(0, 1), ints(0, 1, 2), (2, -2)),
    "a shape without end": Sparse("coo", (1 << 40, 1 << 40), floats(1), [ints(0), ints(0)]),
    "rows without end": Sparse("lil", (1 << 24, 1), floats(1), [ints(0), ints(0)]),
    "a row beyond the last": Sparse("coo", (2, 2), floats(1), [ints(2), ints(0)]),
    "one place for an entry": Sparse("coo", (2, 2), floats(1), [ints(0)]),
    "an unknown form": Sparse("dense", (2, 2), floats(1), [ints(0), ints(0)]),
    "no form": Sparse("", (2, 2), floats(1), []),
    "the entries of another form": Sparse("dia", (2, 2), floats(2), [ints(0, 1)]),
    "a diagonal twice": Sparse("dia", (2, 2), floats(2, 2), [ints(0, 0)]),
    "a diagonal outside": Sparse("dia", (2, 2), floats(1, 2), [ints(7)]),
    "blocks that do not fill it": Sparse("bsr", (3, 3), floats(1, 2, 2), [ints(0), ints(0, 1)]),
    "blocks of nothing": Sparse("bsr", (2, 2), floats(1, 0, 2), [ints(0), ints(0, 1)]),
    "a block beyond the last": Sparse("bsr", (2, 2), floats(1, 2, 2), [ints(1), ints(0, 1)]),
    "texts": Sparse("coo", (2, 2), Array("<U1", (1,), "a".encode("utf-32-le")), [ints(0), ints(0)]),
    "halves": Sparse("csr", (1, 1), Array("<f2", (1,), bytes(2)), [ints(0), ints(0, 1)]),
    "as a key": Dict([(csr(ints(0, 1), ints(0, 1, 2)), 1)]),
    "in a set": WireSet([csr(ints(0, 1), ints(0, 1, 2))]),
    "without end": List([csr(ints(0, 1), ints(0, 1, 2))] * 2_001),
}  # fmt: skip


def opened(value: object) -> object:
    return value


def kept(thing: object, note: str) -> Value:
    return Handle(7, type(thing).__name__, note)


@pytest.mark.parametrize("name", HOSTILE)
def test_what_contradicts_itself_or_is_too_much_is_refused(name: str) -> None:
    with pytest.raises(WireError):
        unpack(HOSTILE[name], opened)


def test_the_parts_that_those_are_made_of_are_a_matrix() -> None:
    made = unpack(csr(ints(0, 1), ints(0, 1, 2)), opened)
    assert made.toarray().tolist() == [[1.0, 0.0], [0.0, 1.0]]  # type: ignore[attr-defined] # a matrix


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("kind", ["matrix", "array"])
@pytest.mark.parametrize("dtype", [np.float64, np.float32, np.int64, np.int8, np.bool_, np.complex128])
def test_every_format_survives_a_round_trip(form: str, kind: str, dtype: type) -> None:
    dense: np.ndarray = (np.random.default_rng(5).random((6, 4)) > 0.7).astype(dtype)
    thing = getattr(sp, f"{form}_{kind}")(dense)
    packed = pack(thing, kept)
    assert isinstance(packed, Sparse)
    found = unpack(packed, opened)
    assert type(found) is type(thing)
    assert found.dtype == thing.dtype  # type: ignore[attr-defined] # a matrix
    assert (found.toarray() == dense).all()  # type: ignore[attr-defined] # likewise


def test_what_does_not_travel_stays_behind_and_says_why() -> None:
    odd = sp.csr_matrix(np.eye(3))
    odd.indices[0] = 99
    many = sp.dok_matrix((300, 300))
    many[:200, :260] = 1.0
    for thing in (odd, many, sp.coo_matrix((1 << 20, 1 << 20)), sp.coo_array(np.ones(3))):
        packed = pack(thing, kept)
        assert isinstance(packed, Handle)
        assert packed.note in NOTES


def test_a_subclass_cannot_answer_for_a_matrix() -> None:
    class csr_matrix(sp.csr_matrix):  # type: ignore[misc] # noqa: N801 # SciPy has no types; as what it pretends to be
        """A matrix that says of itself what it likes."""

    assert isinstance(pack(csr_matrix([[1.0]]), kept), Handle)


def test_where_scipy_is_not_in_use_there_is_no_matrix_and_nothing_imports_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, "scipy.sparse")
    with pytest.raises(WireError):
        unpack(csr(ints(0, 1), ints(0, 1, 2)), opened)
    assert isinstance(pack(sp.csr_matrix([[1.0]]), kept), Handle)
    assert "scipy.sparse" not in sys.modules
