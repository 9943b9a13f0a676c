# /// attack
# title = "Sends frames of the largest size that is accepted, one after the other"
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
    while True:
        send(b"\xc4" + b"x" * (8 * 1024 * 1024 - 1))
