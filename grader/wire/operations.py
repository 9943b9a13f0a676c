"""What a test may have Python do to an object that stays in a guest: the operators and functions, by name. Both sides.

The host asks for one of these by its name, the guest carries it out, and what comes back is data.
"""

from collections.abc import Mapping
from types import MappingProxyType

TWO_SIDED = ("add", "sub", "mul", "matmul", "truediv", "floordiv", "mod", "divmod", "pow", "lshift", "rshift", "and",
             "xor", "or")  # fmt: skip
"""Arithmetic. `radd` is it with the object on the right, `iadd` the statement `+=`."""
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
"""Each operation and the kind of data that it always gives, where Python itself sees to that."""
MAX_LENGTH = 1 << 24
"""What `len` may say. Python makes room for so many items before it has seen one."""
MAX_ITEMS_OF_ITERATION = 10_000
"""How many items one iterator may give."""
EXCEPTIONS = ("ArithmeticError", "AssertionError", "AttributeError", "EOFError", "FileNotFoundError", "ImportError",
              "IndexError", "KeyError", "LookupError", "NameError", "NotImplementedError", "OSError", "OverflowError",
              "RecursionError", "RuntimeError", "TypeError", "ValueError", "ZeroDivisionError")  # fmt: skip
"""The exceptions that are told by name to a context manager of the student's, and to `except` in a test."""
