"""What a test may make Python do to an object that stays in a guest: operators and functions, by name. Both sides.

The host requests one of these by its name, the guest carries it out, and what comes back is data.
"""

from collections.abc import Mapping
from types import MappingProxyType

TWO_SIDED = ("add", "sub", "mul", "matmul", "truediv", "floordiv", "mod", "divmod", "pow", "lshift", "rshift", "and",
             "xor", "or")  # fmt: skip
"""Arithmetic. `radd` has the object on the right, `iadd` is the statement `+=`."""
COMPARISONS = ("eq", "ne", "lt", "le", "gt", "ge")
IN_PLACE = tuple(name for name in TWO_SIDED if name != "divmod")
RESULTS: Mapping[str, type | None] = MappingProxyType(
    {
        **dict.fromkeys(COMPARISONS),
        **dict.fromkeys(TWO_SIDED),
        **dict.fromkeys(f"r{name}" for name in TWO_SIDED),
        **dict.fromkeys(f"i{name}" for name in IN_PLACE),
        **dict.fromkeys(("neg", "pos", "abs", "invert", "round", "trunc", "floor", "ceil")),
        **dict.fromkeys(("iter", "next", "reversed", "getitem", "setitem", "delitem", "delattr", "enter")),
        **dict.fromkeys(("bool", "contains", "isinstance", "issubclass", "exit"), bool),
        **dict.fromkeys(("repr", "str", "format"), str),
        **dict.fromkeys(("hash", "len", "int", "index"), int),
        **dict.fromkeys(("dir", "types"), list),
        "float": float,
        "complex": complex,
    }
)
"""Each operation and the type of data that it always returns, where Python itself enforces it."""
MAX_LENGTH = 1 << 24
"""The largest result of `len`. Python allocates that many items before it has seen one."""
MAX_ITEMS_OF_ITERATION = 10_000
"""How many items one iterator may give."""
EXCEPTIONS = ("ArithmeticError", "AssertionError", "AttributeError", "EOFError", "FileNotFoundError", "ImportError",
              "IndexError", "KeyError", "LookupError", "NameError", "NotImplementedError", "OSError", "OverflowError",
              "RecursionError", "RuntimeError", "TypeError", "ValueError", "ZeroDivisionError")  # fmt: skip
"""The exceptions whose names are passed to a student's context manager, and to `except` in a test."""
