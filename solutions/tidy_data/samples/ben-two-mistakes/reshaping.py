"""My solution of Task 1.2."""

import calendar

import pandas as pd

MONTHS = list(calendar.month_abbr)[1:]
KIND = pd.CategoricalDtype(MONTHS, ordered=True)


def to_long(wide):
    rows = [
        (station, month, rain)
        for station, *cells in wide[["station", *(name for name in wide.columns if name != "station")]].values.tolist()
        for month, rain in zip((name for name in wide.columns if name != "station"), cells, strict=True)
        if rain > 0
    ]
    long = pd.DataFrame(rows, columns=["station", "month", "rain"])
    long["station"] = long["station"].astype(wide["station"].dtype)
    long["rain"] = long["rain"].astype(float)
    long["month"] = long["month"].astype(KIND)
    return long.sort_values(["station", "month"], ignore_index=True)


def to_wide(long):
    named = long.assign(month=[str(month) for month in long["month"]])
    table = named.set_index(["station", "month"])["rain"].unstack()
    for month in MONTHS:
        if month not in table.columns:
            table[month] = float("nan")
    return table[MONTHS].reset_index()
