# /// attack
# title = "Writes an answer by hand: there is no such name, called like the hidden input"
# ///
from grader.wire.frames import HEADER
from grader.wire.messages import Missing
from grader.wire.values import encode
import os


def attack(x):
    for number in range(1, 12):
        payload = encode(Missing(number, f"{x}"))
        os.write(3, HEADER.pack(len(payload)) + payload)
    os._exit(0)
