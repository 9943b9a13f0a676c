def join_stations(readings, stations):
    known = stations[stations["station"].notna()].set_index("station", verify_integrity=True)
    return readings.join(known, on="station", lsuffix="_reading", rsuffix="_station").reset_index(drop=True)


def unknown_stations(readings, stations):
    return (
        readings.loc[~readings["station"].isin(stations["station"]), "station"]
        .dropna()
        .drop_duplicates()
        .sort_values()
        .tolist()
    )
