import pandas as pd


def one(group):
    measured = group.dropna(subset=["temperature"])
    return pd.Series({
        "days": len(measured),
        "mean": (measured["hours"] * measured["temperature"]).sum() / measured["hours"].sum() if len(measured) else None,
        "spread": measured["temperature"].std(),
        "rain": group["rain"].sum() if group["rain"].notna().any() else None,
    }, dtype=float)


def summarize(readings):
    if readings.empty:
        return pd.DataFrame(columns=["station", "days", "mean", "spread", "rain"])
    return (
        readings.groupby("station", dropna=False)[["temperature", "hours", "rain"]]
        .apply(one)
        .astype({"days": int})
        .reset_index()
    )
