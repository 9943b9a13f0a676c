import csv
from datetime import datetime

import pandas as pd


def number(text):
    try:
        return float(text.strip().replace(",", "."))
    except ValueError:
        return None


def read_readings(path):
    rows = []
    with open(path, encoding="utf-8") as file:
        lines = [line for line in file if not line.startswith("#")]
    for row in csv.DictReader(lines, delimiter=";"):
        code = row["station"].strip().upper()
        try:
            day = datetime.strptime(row["date"].strip(), "%d.%m.%Y")
        except ValueError:
            day = None
        text = row["temperature"].strip()
        degrees = number(text[:-2]) if text[-2:] in ("°C", "°F") else None
        if degrees is not None and text.endswith("F"):
            degrees = (degrees - 32) / 1.8
        new = [code or None, day, degrees, number(row["rain"])]
        if new not in rows:
            rows.append(new)
    table = pd.DataFrame(rows, columns=["station", "date", "temperature", "rain"])
    table["date"] = pd.to_datetime(table["date"])
    table["temperature"] = table["temperature"].astype(float)
    table["rain"] = table["rain"].astype(float)
    return table
