import pandas as pd

MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]


def to_long(wide):
    rows = []
    for _, row in wide.sort_values("station").iterrows():
        for month in MONTHS:
            if month in wide.columns and not pd.isna(row[month]):
                rows.append({"station": row["station"], "month": month, "rain": float(row[month])})
    long = pd.DataFrame(rows, columns=["station", "month", "rain"])
    long["month"] = long["month"].astype(pd.CategoricalDtype(MONTHS, ordered=True))
    return long


def to_wide(long):
    found = {}
    for station, month, rain in zip(long["station"], long["month"], long["rain"]):
        row = found.setdefault(station, {})
        if month in row:
            raise ValueError(f"{station} has two measurements for {month}")
        row[month] = rain
    rows = [[station] + [found[station].get(month, float("nan")) for month in MONTHS] for station in sorted(found)]
    return pd.DataFrame(rows, columns=["station"] + MONTHS)
