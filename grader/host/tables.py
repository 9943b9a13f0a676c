"""What kind of pandas table a value is and what it contains, in words. Trusted side; does not import pandas: if nobody
imported it, there is no table. By position and in linear time, since a student chose the labels.
"""

import sys
from collections.abc import Callable
from itertools import islice
from typing import Any

MAX_COLUMNS = 8
MAX_ROWS = 6
_BETWEEN = f",\n{' ' * len('DataFrame(')}"
"""Each column has a line of its own, so that entries of a row can be found."""


def kind_of(value: object) -> str:
    """`DataFrame`, `Series` or the name of its kind of index; empty for anything else."""
    pandas: Any = sys.modules.get("pandas")
    if pandas is None or not type(value).__module__.startswith("pandas"):
        return ""
    return type(value).__name__ if isinstance(value, pandas.DataFrame | pandas.Series | pandas.Index) else ""


def is_missing(value: object) -> bool:
    """Whether it is one of pandas's missing scalars."""
    pandas: Any = sys.modules.get("pandas")
    return pandas is not None and (value is pandas.NA or value is pandas.NaT)


def described(value: Any) -> str:
    """Its kind and size, as in `a DataFrame of 3 rows and 2 columns`."""
    name = kind_of(value)
    article = "an" if name.startswith("I") else "a"
    if name == "DataFrame":
        return f"a DataFrame of {_counted(len(value), 'row')} and {_counted(value.shape[1], 'column')}"
    return f"{article} {name} of {_counted(len(value), 'entry')}"


def spelled(value: Any, spell: Callable[[object], str]) -> str:
    """Its first columns and rows, each entry as `spell` spells it."""

    def row(entries: Any) -> str:
        more = ", …" if len(entries) > MAX_ROWS else ""
        return f"[{', '.join(spell(each) for each in islice(entries, MAX_ROWS))}{more}]"

    match kind_of(value):
        case "DataFrame":
            shown = range(min(value.shape[1], MAX_COLUMNS))
            columns = [f"{spell(value.columns[place])}: {row(value.iloc[:, place])}" for place in shown]
            columns += ["…"] if value.shape[1] > MAX_COLUMNS else []
            return f"DataFrame({_BETWEEN.join([*columns, f'index: {row(value.index)}'])})"
        case "Series":
            return f"Series({row(value)}, index: {row(value.index)})"
        case name:
            return f"{name}({row(value)})"


def _counted(number: int, thing: str) -> str:
    plural = f"{thing[:-1]}ies" if thing.endswith("y") else f"{thing}s"
    return f"{number} {thing if number == 1 else plural}"
