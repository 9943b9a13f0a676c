import calendar

import pandas as pd

MONTHS = list(calendar.month_abbr)[1:]
ORDER = pd.CategoricalDtype(MONTHS, ordered=True)


def to_long(wide):
    return (
        wide.set_index("station")
        .rename_axis(columns="month")
        .stack()
        .dropna()
        .rename("rain")
        .reset_index()
        .astype({"month": ORDER})
        .sort_values(["station", "month"])
        .reset_index(drop=True)
    )


def to_wide(long):
    if long.duplicated(["station", "month"]).any():
        raise ValueError("a month was measured twice")
    return (
        long.astype({"month": ORDER})
        .groupby(["station", "month"], observed=False)["rain"]
        .first()
        .unstack()
        .pipe(lambda table: table.set_axis(list(table.columns), axis=1))
        .reset_index()
    )
