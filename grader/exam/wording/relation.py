"""What was returned instead of what was asked for, in sentences from one short list. Trusted side; pure.

A student reads them at a level where hidden inputs are not shown, and their code may have chosen what came back after
it saw such an input. So they contain no number, name or text from that code: a kind is one of a few, and a shape
is described by how it relates to the right one. `docs/security.md` counts what such a choice can reveal.
"""

from collections.abc import Collection, Mapping, Sized

import numpy as np

from grader.host.proxy import Proxy
from grader.host.sparse import is_sparse
from grader.wire.figures import Figure

Shape = tuple[int, ...]

A_NONE = "None: is there a `return` on every way out of the function?"
A_MODULE = "a module, such as `plt`: return what it made, not the module itself."
A_FUNCTION = "a function: was it called?"
NONE = f"It is {A_NONE}"
TEXT = (
    "It is text (a string), not a number: return the number itself, and use quotes, `str(...)` and f-strings only for "
    "what is printed."
)
ONE_NUMBER = "It is an array with one entry: take the number out of it with `float(...)` or an index."
UNEVEN = "It is a list or tuple that cannot become an array: its rows differ in length, or some entries are no numbers."
DTYPES: Mapping[str, str] = {
    "integers": (
        "It has the right shape, but its numbers are integers: an integer array drops everything after the decimal "
        "point; create it with `dtype=float`."
    ),
    "others": "It has the right shape, but its entries are not float64.",
}
TRANSPOSED = "Its shape is transposed: rows and columns are swapped."
FLAT = "It has the right number of entries, but all in one row: it was flattened."
NEIGHBOUR = "It has the shape that belongs to another entry: is each in its own place?"
DEEPER = "It has one dimension too many."
FLATTER = "It has one dimension too few."
BY_ONE = "One of its dimensions is too long or too short by one: is something counted twice, or left out?"
OTHER_SHAPE = "It has a different shape."
SHAPES = (TRANSPOSED, FLAT, NEIGHBOUR, DEEPER, FLATTER, BY_ONE, OTHER_SHAPE)
ONE_SHORT, ONE_OVER, SHORT, OVER = LENGTHS = (
    "It has one entry too few.",
    "It has one entry too many.",
    "It has too few entries.",
    "It has too many entries.",
)
_FUNCTIONS = frozenset({"function", "method", "builtin_function_or_method", "type"})
_ITERATORS = frozenset({"generator", "map", "filter", "zip", "range", "dict_keys", "dict_values", "dict_items", "set"})
_WORDS = (
    *("a boolean", "an int", "a float", "a string", "a list", "a tuple", "a dict", "an array", "a Matplotlib figure"),
    *(A_FUNCTION, A_MODULE, "an iterator or a set, of which `list(...)` makes a list", "another object"),
)
KINDS = (NONE, *(f"It is {word}" if word.endswith(("?", ".")) else f"It is {word}." for word in _WORDS))
_KIND_OF = dict(zip(("none", "bool", "int", "float", "str", "list", "tuple", "dict", "array", "figure", "function",
                     "module", "iterator", "object"), KINDS, strict=True))  # fmt: skip
SENTENCES = (*KINDS, TEXT, ONE_NUMBER, UNEVEN, *DTYPES.values(), *SHAPES, *LENGTHS)
"""Everything that can be said here."""


def kind_in_words(value: object) -> str:
    """Which kind of value it is."""
    return _KIND_OF[_kind(value)]


def of_type(type_name: str) -> str:
    """What something is that is not data, if its type says so."""
    kind = _of_object(type_name)
    return _KIND_OF[kind] if kind in {"function", "module"} else ""


def to_number(value: object) -> str:
    """What is there instead of one number."""
    if isinstance(value, str):
        return TEXT
    return ONE_NUMBER if isinstance(value, np.ndarray) and value.size == 1 else kind_in_words(value)


def to_length(value: Sized, length: int) -> str:
    """What is wrong with the number of entries."""
    if abs(len(value) - length) == 1:
        return ONE_SHORT if len(value) < length else ONE_OVER
    return SHORT if len(value) < length else OVER


def to_array(value: object, shape: Shape, others: Collection[Shape] = ()) -> str:
    """What is there instead of a float64 array of this shape; `others` are the shapes of related values."""
    if isinstance(value, list | tuple):
        return UNEVEN
    if not isinstance(value, np.ndarray):
        return kind_in_words(value)
    return _numbers(value.dtype) if value.shape == shape else to_shape(value.shape, shape, others)


def to_shape(found: Shape, wanted: Shape, others: Collection[Shape] = ()) -> str:
    """How a wrong shape relates to the right one."""
    if len(found) == len(wanted) > 1 and found == wanted[::-1]:
        return TRANSPOSED
    if found in others:
        return NEIGHBOUR
    if len(found) == 1 < len(wanted) and found[0] == np.prod(wanted):
        return FLAT
    if len(found) != len(wanted):
        return _depth(len(found) - len(wanted))
    apart = [abs(mine - theirs) for mine, theirs in zip(found, wanted, strict=True) if mine != theirs]
    return BY_ONE if apart == [1] else OTHER_SHAPE


def _depth(more: int) -> str:
    return {1: DEEPER, -1: FLATTER}.get(more, OTHER_SHAPE)


def _numbers(dtype: np.dtype[np.generic]) -> str:
    return DTYPES["integers" if dtype.kind in "iu" else "others"]


def _kind(value: object) -> str:  # noqa: C901, PLR0911 # one line for each kind of value
    match value:
        case None:
            return "none"
        case bool() | np.bool_():
            return "bool"
        case int() | np.integer():
            return "int"
        case float() | np.floating():
            return "float"
        case str():
            return "str"  # NumPy's text too
        case matrix if is_sparse(matrix):
            return "object"
        case list() | tuple() | dict():
            return next(kind.__name__ for kind in (list, tuple, dict) if isinstance(value, kind))
        case set() | frozenset() | range():
            return "iterator"
        case np.ndarray():
            return "array"
        case Figure():
            return "figure"
        case Proxy():
            return _of_object(Proxy.about(value)[0])
        case _:
            return "object"


def _of_object(type_name: str) -> str:
    if type_name in _FUNCTIONS:
        return "function"
    if type_name == "module":
        return "module"
    return "iterator" if type_name in _ITERATORS else "object"
