# /// attack
# title = "Writes success to every descriptor there is"
# ///
import os


def attack(*arguments, **keywords):
    for number in range(64):
        try:
            os.write(number, b"\x01PASSED\n")
        except OSError:
            continue
    return 0.0
