# /// attack
# title = "Writes garbage in a well-formed frame"
# endings = ["protocol"]
# ///
import os

from grader.wire.frames import HEADER
from grader.wire.values import encode


def send(payload):
    framed = HEADER.pack(len(payload)) + payload
    while framed:
        framed = framed[os.write(3, framed):]



def attack(*arguments, **keywords):
    send(bytes(range(256)))
    return 1.0
