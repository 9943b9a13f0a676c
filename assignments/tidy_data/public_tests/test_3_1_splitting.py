"""Task 3.1: the example of the handout."""

from types import ModuleType

import pandas as pd

TABLE = pd.DataFrame({"station": ["A", "B", "A", "C", "B", "D"], "rain": [1, 2, 3, 4, 5, 6]})


def test_parts(student: ModuleType) -> None:
    """Every row is in one of two tables, and every station too."""
    train, test = student.split_by_station(TABLE.copy(), 0.5, random_state=1)
    assert sorted([*train["rain"], *test["rain"]]) == [1, 2, 3, 4, 5, 6]
    assert not set(train["station"]) & set(test["station"])
    assert test["station"].nunique() == 2
