"""My solution of Task 1.1. I like small functions with names."""

from datetime import datetime

import pandas as pd


def number(cell):
    try:
        return float(cell.strip().replace(",", "."))
    except ValueError:
        return float("nan")


def celsius(cell):
    return number(cell.rstrip("°CF "))


def day(cell):
    try:
        return datetime.strptime(cell.strip(), "%d.%m.%Y")
    except ValueError:
        return pd.NaT


def code(cell):
    return cell.strip().upper() or None


def read_readings(path):
    raw = pd.read_csv(path, sep=";", comment="#", dtype=str, na_filter=False)
    print(f"{len(raw)} lines in {path}")  # so that I see that it runs
    table = pd.DataFrame(
        {
            "station": raw["station"].map(code),
            "date": pd.to_datetime(raw["date"].map(day)),
            "temperature": raw["temperature"].map(celsius).astype(float),
            "rain": raw["rain"].map(number).astype(float),
        }
    )
    return table[~table.duplicated()].reset_index(drop=True)
