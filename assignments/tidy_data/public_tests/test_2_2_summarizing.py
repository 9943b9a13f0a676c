"""Task 2.2: the example of the handout."""

from types import ModuleType

import pandas as pd
import pytest


def test_example(student: ModuleType) -> None:
    """Two stations, with gaps."""
    readings = pd.DataFrame({
        "station": ["BER", "BER", "BER", "OSL"],
        "date": pd.to_datetime(["2024-03-01", "2024-03-02", "2024-03-03", "2024-03-01"]),
        "temperature": [10.0, 20.0, None, 5.0],
        "hours": [6, 18, 24, 24],
        "rain": [1.5, None, 2.0, None],
    })  # fmt: skip
    found = student.summarize(readings)
    assert list(found.columns) == ["station", "days", "mean", "spread", "rain"]
    found = found.sort_values("station")
    assert found["days"].tolist() == [2, 1]
    assert found["mean"].tolist() == pytest.approx([17.5, 5.0])
    assert found["rain"].tolist() == pytest.approx([3.5, float("nan")], nan_ok=True)
