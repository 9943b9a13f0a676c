"""The operators that a proxy refuses: Python would apply them to the proxy and not to the student's object.

Trusted side. `student.f == 3` would be False whatever the student wrote, and right work would lose its points in
silence. So each of these raises at the author, and withholds the grade.
"""

from typing import Any, NoReturn

from grader.errors import AssignmentError

READ = "Read data from it: an attribute, or what a call returns, and give that to a check."
COMPARE = "Compare data with a check: what a call returns, or an attribute."
ENTRIES = "Have the entries come over as data, or use `call_by_reference` to get each of them by itself."
NUMBER = "Have a number come over as data, and compute with that."
IDENTITY = "Keep it in a list or a variable: what it equals, and so its hash, is known only where it lives."

TWO_SIDED = ("add", "sub", "mul", "matmul", "truediv", "floordiv", "mod", "divmod", "pow", "lshift", "rshift", "and",
             "xor", "or")  # fmt: skip
REFUSED_OPERATORS = {
    **dict.fromkeys(("__eq__", "__ne__", "__lt__", "__le__", "__gt__", "__ge__"), ("a comparison", COMPARE)),
    "__hash__": ("a hash, as sets and keys of dicts need it,", IDENTITY),
    **dict.fromkeys(("__repr__", "__str__", "__format__"), ("its text", READ)),
    "__bool__": ("its truth", READ),
    "__len__": ("its length", ENTRIES),
    **dict.fromkeys(("__iter__", "__next__", "__reversed__"), ("iteration", ENTRIES)),
    "__contains__": ("`in`", ENTRIES),
    **dict.fromkeys(("__getitem__", "__setitem__", "__delitem__"), ("an index in brackets", ENTRIES)),
    **dict.fromkeys(("__float__", "__int__", "__complex__", "__index__", "__round__"), ("a conversion", NUMBER)),
    "__array__": ("a conversion to an array", NUMBER),
    **dict.fromkeys(("__enter__", "__exit__", "__await__"), ("`with` or `await`", READ)),
    **dict.fromkeys(("__delattr__", "__dir__"), ("a change or a list of its attributes", READ)),
    **dict.fromkeys((f"__{before}{name}__" for name in TWO_SIDED for before in ("", "r", "i")), ("arithmetic", NUMBER)),
    **dict.fromkeys(("__neg__", "__pos__", "__abs__", "__invert__"), ("arithmetic", NUMBER)),
}  # fmt: skip
"""Each special method -> what the author knows it as, and what to do instead."""


class ProxyOperationError(AssignmentError):
    """A test applied an operator to a student's object that only the student's process can evaluate."""


def refuse_operators(cls: type) -> type:
    """Makes a class refuse all of these operations."""
    for name, (question, instead) in REFUSED_OPERATORS.items():
        setattr(cls, name, _refusal(question, instead))
    cls.__array_ufunc__ = None  # type: ignore[attr-defined] # NumPy's operators then ask those above
    return cls


def _refusal(question: str, instead: str) -> Any:
    def refuse(self: object, *_arguments: object, **_keywords: object) -> NoReturn:
        label = object.__getattribute__(self, "_Proxy__label") or "the student's module"
        raise ProxyOperationError(
            f"The test uses {question} on {label}, an object that stays with the student. {instead}"
        )

    return refuse
