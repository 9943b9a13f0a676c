import pandas as pd


def rolling_mean(readings, days):
    result = []
    for station, date in zip(readings["station"], readings["date"]):
        first = date - pd.Timedelta(days=days - 1)
        temperatures = []
        for code, day, temperature in zip(readings["station"], readings["date"], readings["temperature"]):
            if code == station and first <= day <= date and not pd.isna(temperature):
                temperatures.append(temperature)
        result.append(sum(temperatures) / len(temperatures) if temperatures else float("nan"))
    return pd.Series(result, index=readings.index, name="temperature")
