"""Task 1.1: the example of the handout."""

from pathlib import Path
from types import ModuleType

import pandas as pd
import pytest

LINES = ["# export", "station;date;temperature;rain", "BER;01.03.2024;12,5 °C;0,4", " mad ;02.03.2024;54,5 °F;-"]


@pytest.fixture
def table(student: ModuleType, tmp_path: Path) -> pd.DataFrame:
    """What your function makes of the example."""
    file = tmp_path / "export.csv"
    file.write_text("\n".join(LINES) + "\n", encoding="utf-8")
    found = student.read_readings(str(file))
    assert isinstance(found, pd.DataFrame), "read_readings should return a DataFrame."
    assert list(found.columns) == ["station", "date", "temperature", "rain"]
    return found


def test_codes_and_dates(table: pd.DataFrame) -> None:
    """Codes are tidy, and dates are dates."""
    assert table["station"].tolist() == ["BER", "MAD"]
    assert table["date"].tolist() == [pd.Timestamp("2024-03-01"), pd.Timestamp("2024-03-02")]


def test_numbers(table: pd.DataFrame) -> None:
    """Temperatures are in degrees Celsius, and what is missing is missing."""
    assert table["temperature"].astype(float).tolist() == pytest.approx([12.5, 12.5])
    assert table["rain"].astype(float).tolist() == pytest.approx([0.4, float("nan")], nan_ok=True)
