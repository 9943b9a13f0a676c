def join_stations(readings, stations):
    return readings.assign(name=None, height=float("nan"))


def unknown_stations(readings, stations):
    return list(readings["station"])
