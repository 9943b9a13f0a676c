"""Which arrays of NumPy may cross the wire, by their dtypes. Both sides."""

import re
from collections.abc import Mapping
from types import MappingProxyType

import numpy as np

from grader.wire.values import DTYPES, MAX_ENTRY_CHARACTERS

ODD_DTYPES: Mapping[str, str] = MappingProxyType(
    {"O": "dtype object", "U": "dtype str", "S": "dtype bytes", "V": "structured dtype", "M": "dtype datetime64",
     "m": "dtype timedelta64", "f": "dtype longdouble", "c": "dtype clongdouble"}
)  # fmt: skip
"""Why an array whose dtype is of this kind stays in the guest."""
MAX_CODE_POINT = 0x10FFFF
SURROGATES = (0xD800, 0xDFFF)


def may_travel(dtype: str) -> bool:
    """Whether arrays of this dtype may cross: numbers, bools, and strings and bytes up to a maximum length."""
    if dtype in DTYPES:
        return True
    found = re.fullmatch(r"<U(\d{1,4})|\|S(\d{1,4})", dtype)
    return found is not None and 0 < int(found[1] or found[2]) <= MAX_ENTRY_CHARACTERS


def is_unicode(content: bytes) -> bool:
    """Whether the bytes of a string array are valid characters. NumPy accepts any bytes until an entry is read."""
    codes = np.frombuffer(content, "<u4")
    return not ((codes > MAX_CODE_POINT) | ((SURROGATES[0] <= codes) & (codes <= SURROGATES[1]))).any()
