"""Task 1.2: the example of the handout."""

from types import ModuleType

import pandas as pd

WIDE = pd.DataFrame({"station": ["OSL", "BER"], "Feb": [10.0, float("nan")], "Jan": [20.0, 30.0]})


def test_long(student: ModuleType) -> None:
    """A row for each measurement."""
    long = student.to_long(WIDE.copy())
    assert list(long.columns) == ["station", "month", "rain"]
    assert list(map(tuple, long.to_numpy())) == [("BER", "Jan", 30.0), ("OSL", "Jan", 20.0), ("OSL", "Feb", 10.0)]


def test_wide(student: ModuleType) -> None:
    """And back."""
    long = pd.DataFrame({"station": ["OSL", "BER"], "month": ["Jan", "Jan"], "rain": [20.0, 30.0]})
    long["month"] = pd.Categorical(long["month"], student.MONTHS, ordered=True)
    wide = student.to_wide(long)
    assert list(wide.columns)[:2] == ["station", "Jan"]
    assert wide["Jan"].tolist() == [30.0, 20.0]
