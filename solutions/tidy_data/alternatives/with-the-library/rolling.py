import pandas as pd


def rolling_mean(readings, days):
    work = readings.reset_index(drop=True)
    result = pd.Series(float("nan"), index=work.index)
    for _, group in work.groupby("station"):
        daily = group.set_index("date")["temperature"].sort_index().asfreq("D")
        means = daily.rolling(days, min_periods=1).mean()
        result[group.index] = means.reindex(group["date"]).to_numpy()
    result.index = readings.index
    return result.rename("temperature")
