def rolling_mean(readings, days):
    return readings["temperature"]
