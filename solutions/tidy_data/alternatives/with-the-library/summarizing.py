import numpy as np
import pandas as pd


def weighted(group):
    kept = group["temperature"].notna()
    if not kept.any():
        return np.nan
    return np.average(group.loc[kept, "temperature"], weights=group.loc[kept, "hours"])


def summarize(readings):
    result = []
    for code in readings["station"].unique():
        rows = readings["station"].isna() if pd.isna(code) else readings["station"] == code
        group = readings[rows]
        result.append({
            "station": code,
            "days": int(group["temperature"].notna().sum()),
            "mean": weighted(group),
            "spread": np.std(group["temperature"].dropna(), ddof=1) if group["temperature"].count() > 1 else np.nan,
            "rain": group["rain"].dropna().sum() if group["rain"].count() else np.nan,
        })
    return pd.DataFrame(result, columns=["station", "days", "mean", "spread", "rain"])
