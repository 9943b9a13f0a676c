"""Whether work was written for another Python or NumPy than the grader's. Trusted side: reads source, runs none of it.

This is said about source that this Python rejects and that becomes plain Python once newer syntax is rewritten
the older way; a mere slip stays one, and is never called modern.
"""

import re
import sys
from collections.abc import Callable, Iterable
from functools import lru_cache

import numpy as np

from grader.exam.source.fstrings import FStringSyntaxError, parses, replace_fstrings

Version = tuple[int, int]

MAX_CHARACTERS = 1 << 16
_TYPE = re.compile(r"^([ \t]*)type[ \t]+(\w+)(?:\[[^\]\n]*\])?[ \t]*=(?!=)", re.MULTILINE)
_GENERIC = re.compile(r"^([ \t]*(?:async[ \t]+)?(?:def|class)[ \t]+\w+)\[([^\]\n=]+)\](?=[ \t]*[(:])", re.MULTILINE)
_DEFAULT = re.compile(r"^([ \t]*(?:async[ \t]+)?(?:def|class)[ \t]+\w+)\[([^\]\n]+)\](?=[ \t]*[(:])", re.MULTILINE)
_NAME = r"(?:\w+\.)*[A-Z]\w*"
_EXCEPT = re.compile(rf"^([ \t]*except\*?)[ \t]+({_NAME}(?:[ \t]*,[ \t]*{_NAME})+)[ \t]*:", re.MULTILINE)
_NUMPY = re.compile(r"(?<![\w.])(?:np|numpy)\.([A-Za-z]\w*)")
_GONE = frozenset(
    {
        *("float", "int", "complex", "object", "str", "unicode", "typeDict", "Inf", "Infinity", "infty", "NaN", "PINF"),
        *("NINF", "PZERO", "NZERO", "float_", "complex_", "string_", "unicode_", "product", "cumproduct", "sometrue"),
        *("alltrue", "in1d", "trapz", "row_stack", "round_", "mat", "asfarray", "issctype", "find_common_type", "cast"),
        *("source", "who", "asscalar", "msort", "safe_eval", "disp", "byte_bounds", "compare_chararrays"),
    }
)
"""Names of NumPy that were removed since 1.20; those that the installed one still has, or has again, are not named."""
_REMOVED = re.compile(r"module 'numpy' has no attribute '|`np\.\w{1,40}` was removed in the NumPy ")
_ONE_ELEMENT = ("only 0-dimensional arrays can be converted", "only length-1 arrays can be converted")

_OLDER_WAYS: tuple[tuple[Version, Callable[[str], str]], ...] = (
    ((3, 12), lambda text: _TYPE.sub(r"\1\2 =", _GENERIC.sub(r"\1", text))),
    ((3, 12), replace_fstrings),
    ((3, 13), lambda text: _DEFAULT.sub(r"\1", text)),
    ((3, 14), lambda text: _EXCEPT.sub(r"\1 (\2):", text)),
    ((3, 14), lambda text: replace_fstrings(text, "t")),
)


def needed_python(text: str, running: Version) -> Version | None:
    """The oldest Python that accepts a text which the running one rejects; None if none is known to."""
    if len(text) > MAX_CHARACTERS:
        return None
    for version, older_way in _OLDER_WAYS:
        if version <= running:
            continue
        try:
            text = older_way(text)
        except FStringSyntaxError:
            continue  # a t-string is not an f-string yet, and some slips are not Python at all
        if parses(text):
            return version
    return None


@lru_cache(maxsize=4)
def python_cause(text: str) -> str:
    """What to say about source that is not valid here, if it is elsewhere; else empty."""
    running = sys.version_info[:2]
    needed = needed_python(text, running)
    if needed is None:
        return ""
    return (
        f"It was written for Python {needed[0]}.{needed[1]} or later; this grader runs {running[0]}.{running[1]}. "
        "Write that line in the older way, or ask your instructor for a newer Python."
    )


def numpy_cause(type_names: Iterable[str], message: str, files: Iterable[bytes]) -> str:
    """What to say about an exception that only another NumPy raises; else empty.

    Below the level of inputs nothing but its kind may be said: so names are those that occur in the files, and NumPy's
    own messages are two more kinds.
    """
    kinds = set(type_names)
    if "TypeError" in kinds and message.startswith(_ONE_ELEMENT):
        return (
            "An older NumPy makes a number of an array with one element; this grader has NumPy "
            f"{np.__version__}: take the element itself, as in a[0] or a.item()."
        )
    if "AttributeError" not in kinds or not _REMOVED.match(message):
        return ""
    used = {name for content in files for name in _NUMPY.findall(content.decode("utf-8", "replace"))}
    gone = sorted(name for name in used & _GONE if not hasattr(np, name))
    if not gone:
        return ""
    named = ", ".join(f"np.{name}" for name in gone[:3])
    return f"This looks written for an older NumPy, which had {named}; this grader has NumPy {np.__version__}."
