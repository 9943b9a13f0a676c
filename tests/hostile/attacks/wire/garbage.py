# /// attack
# title = "Writes garbage to the connection"
# ///
import os

from grader.wire.frames import HEADER
from grader.wire.values import encode


def send(payload):
    framed = HEADER.pack(len(payload)) + payload
    while framed:
        framed = framed[os.write(3, framed):]



def attack(*arguments, **keywords):
    os.write(3, os.urandom(5000))
    os._exit(0)
