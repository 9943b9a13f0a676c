# /// attack
# title = "Raises, catches, and climbs up the frames of the traceback"
# ///
from loot import loot


def attack(*arguments, **keywords):
    found = []
    try:
        raise ValueError
    except ValueError as error:
        frame = error.__traceback__.tb_frame
        while frame is not None:
            found.append(repr(frame.f_locals))
            frame = frame.f_back
    return loot(*found)
