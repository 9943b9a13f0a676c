# /// attack
# title = "Forges the source that a traceback shows with the hidden input"
# endings = ["raised"]
# ///
import linecache


def attack(x):
    linecache.cache[__file__] = (1, None, [f"{x!r}\n"] * 99, __file__)
    linecache.checkcache = lambda *arguments: None
    raise ValueError
