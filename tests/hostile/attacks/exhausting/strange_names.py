# /// attack
# title = "Leaves files and folders whose names are hard to handle"
# ///
import os


def attack(*arguments, **keywords):
    for name in (b"\xff\xfe", b"-rf", b"a\nb", b"x" * 255, b"\x1b[2J", b" ", b"~", b"*"):
        os.makedirs(os.path.join(name, name), exist_ok=True)
    return 3.0
