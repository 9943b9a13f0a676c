import pandas as pd


def join_stations(readings, stations):
    known = {}
    for row in stations.to_dict("records"):
        if pd.isna(row["station"]):
            continue
        if row["station"] in known:
            raise ValueError("two stations are called " + row["station"])
        known[row["station"]] = row
    result = readings.reset_index(drop=True)
    names = {}
    for column in stations.columns:
        if column == "station":
            continue
        if column in readings.columns:
            names[column] = column + "_reading"
            new = column + "_station"
        else:
            new = column
        values = []
        for code in readings["station"]:
            row = None if pd.isna(code) else known.get(code)
            values.append(None if row is None else row[column])
        dtype = float if pd.api.types.is_numeric_dtype(stations[column].dtype) and None in values else None
        result[new] = pd.Series(values, dtype=dtype)
    return result.rename(columns=names)


def unknown_stations(readings, stations):
    result = []
    for code in readings["station"]:
        if not pd.isna(code) and code not in list(stations["station"]) and code not in result:
            result.append(code)
    result.sort()
    return result
