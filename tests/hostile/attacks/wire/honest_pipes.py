# /// attack
# title = "Writes to a pipe of its own and packs bytes"
# ///
import os
import struct


def double(x):
    reading, writing = os.pipe()
    os.write(writing, struct.pack(">d", 2.0))
    os.close(writing)
    with open(reading, "rb") as file:
        (factor,) = struct.unpack(">d", file.read())
    return factor * x
