"""Task 2.1: the example of the handout."""

from types import ModuleType

import pandas as pd

READINGS = pd.DataFrame({"station": ["OSL", "BER", "OSL", "XYZ"], "rain": [1.0, 2.0, 3.0, 4.0]})
STATIONS = pd.DataFrame({"station": ["BER", "OSL"], "name": ["Berlin", "Oslo"]})


def test_join(student: ModuleType) -> None:
    """Each reading stands beside its station."""
    found = student.join_stations(READINGS.copy(), STATIONS.copy())
    assert list(found.columns) == ["station", "rain", "name"]
    assert found["name"].tolist()[:3] == ["Oslo", "Berlin", "Oslo"]
    assert found["name"].isna().tolist() == [False, False, False, True]


def test_unknown(student: ModuleType) -> None:
    """One code has no station."""
    assert student.unknown_stations(READINGS.copy(), STATIONS.copy()) == ["XYZ"]
