import math

import pandas as pd


def summarize(readings):
    groups = {}
    for row in readings.to_dict("records"):
        code = None if pd.isna(row["station"]) else row["station"]
        groups.setdefault(code, []).append(row)
    rows = []
    for code, several in groups.items():
        measured = [row for row in several if not pd.isna(row["temperature"])]
        rain = [row["rain"] for row in several if not pd.isna(row["rain"])]
        mean = spread = float("nan")
        if measured:
            mean = sum(row["hours"] * row["temperature"] for row in measured) / sum(row["hours"] for row in measured)
        if len(measured) > 1:
            middle = sum(row["temperature"] for row in measured) / len(measured)
            squares = sum((row["temperature"] - middle) ** 2 for row in measured)
            spread = math.sqrt(squares / (len(measured) - 1))
        rows.append([code, len(measured), mean, spread, sum(rain) if rain else float("nan")])
    return pd.DataFrame(rows, columns=["station", "days", "mean", "spread", "rain"])
