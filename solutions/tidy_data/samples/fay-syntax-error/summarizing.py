"""My solution of Task 2.2."""

import pandas as pd


def of_one_station(group):
    measured = group.dropna(subset=["temperature"])
    hours = measured["hours"].sum()
    return {
        "days": len(measured),
        "mean": (measured["temperature"] * measured["hours"]).sum() / hours if hours else float("nan"),
        "spread": measured["temperature"].std(,
        "rain": group["rain"].sum() if group["rain"].notna().any() else float("nan"),
    }


def summarize(readings):
    found = [{"station": station, **of_one_station(group)}
             for station, group in readings.groupby("station", dropna=False)]
    table = pd.DataFrame(found, columns=["station", "days", "mean", "spread", "rain"])
    return table.astype({"station": readings["station"].dtype, "days": int, "mean": float, "spread": float, "rain": float})
