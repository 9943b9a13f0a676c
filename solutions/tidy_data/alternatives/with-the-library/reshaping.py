import pandas as pd

MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]


def to_long(wide):
    kind = pd.CategoricalDtype(MONTHS, ordered=True)
    parts = []
    for month in [column for column in wide.columns if column != "station"]:
        part = wide[["station"]].copy()
        part["month"] = pd.Categorical([month] * len(part), dtype=kind)
        part["rain"] = wide[month].astype(float)
        parts.append(part[part["rain"].notna()])
    return pd.concat(parts).sort_values(by=["station", "month"], kind="stable").reset_index(drop=True)


def to_wide(long):
    table = long.set_index(["station", "month"])["rain"]
    if not table.index.is_unique:
        raise ValueError("two measurements of the same month")
    wide = pd.DataFrame(index=pd.Index(sorted(long["station"].unique()), name="station"))
    for month in MONTHS:
        wide[month] = long[long["month"] == month].set_index("station")["rain"]
    return wide.reset_index()
