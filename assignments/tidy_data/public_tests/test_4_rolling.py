"""Bonus task: the example of the handout."""

from types import ModuleType

import pandas as pd
import pytest


def test_example(student: ModuleType) -> None:
    """Three days at each station."""
    readings = pd.DataFrame({
        "station": ["BER", "OSL", "BER", "BER"],
        "date": pd.to_datetime(["2024-03-05", "2024-03-04", "2024-03-01", "2024-03-03"]),
        "temperature": [6.0, 1.0, 30.0, 4.0],
    })  # fmt: skip
    assert student.rolling_mean(readings, 3).tolist() == pytest.approx([5.0, 1.0, 30.0, 17.0])
