# /// attack
# title = "Keeps results in a cache file of its own, and in memory, from call to call"
# ///
import functools
import json
import os


@functools.cache
def factor():
    if not os.path.exists("cache.json"):
        with open("cache.json", "w") as file:
            json.dump(2.0, file)
    with open("cache.json") as file:
        return json.load(file)


def double(x):
    return factor() * x
