# /// attack
# title = "Climbs up the call stack for local variables of a test"
# ///
import sys

from loot import loot


def attack(*arguments, **keywords):
    found, frame = [], sys._getframe()
    while frame is not None:
        found.append({name: repr(value)[:20_000] for name, value in (frame.f_locals | frame.f_globals).items()})
        frame = frame.f_back
    return loot(*found)
