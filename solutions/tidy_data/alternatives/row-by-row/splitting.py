import math
import random


def split_by_station(table, share=0.25, random_state=0):
    stations = sorted(set(table["station"]))
    random.Random(random_state).shuffle(stations)
    chosen = stations[: math.ceil(share * len(stations))]
    train = table[[station not in chosen for station in table["station"]]]
    test = table[[station in chosen for station in table["station"]]]
    return train, test
