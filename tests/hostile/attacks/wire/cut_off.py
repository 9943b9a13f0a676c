# /// attack
# title = "Announces a frame, sends half of it and leaves"
# endings = ["crashed"]
# ///
import os

from grader.wire.frames import HEADER
from grader.wire.values import encode


def send(payload):
    framed = HEADER.pack(len(payload)) + payload
    while framed:
        framed = framed[os.write(3, framed):]



def attack(*arguments, **keywords):
    os.write(3, HEADER.pack(100) + b"x" * 50)
    os._exit(0)
