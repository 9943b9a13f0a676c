"""Reference for Task 1.1. Trusted side; never handed out."""

import pandas as pd


def read_readings(path: str) -> pd.DataFrame:
    """Reads an export of the stations into a table whose columns have the kinds that they should have."""
    cells = pd.read_csv(path, sep=";", comment="#", dtype=str, keep_default_na=False)
    cells = cells.apply(lambda column: column.str.strip())
    station = cells["station"].str.upper()
    table = pd.DataFrame({
        "station": station.mask(station == ""),
        "date": pd.to_datetime(cells["date"], format="%d.%m.%Y", errors="coerce"),
        "temperature": to_celsius(cells["temperature"]),
        "rain": to_number(cells["rain"]),
    })  # fmt: skip
    return table.drop_duplicates(ignore_index=True)


def to_number(cells: pd.Series) -> pd.Series:
    """Returns numbers that were written with a decimal comma; anything else is missing."""
    return pd.to_numeric(cells.str.replace(",", "."), errors="coerce")


def to_celsius(cells: pd.Series) -> pd.Series:
    """Returns temperatures that were written with their unit."""
    parts = cells.str.extract(r"^(.*?)\s*°([CF])$")
    degrees = to_number(parts[0])
    return degrees.mask(parts[1] == "F", (degrees - 32) * 5 / 9)
