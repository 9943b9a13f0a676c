# /// attack
# title = "Sends nothing but empty frames"
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
        os.write(3, HEADER.pack(0))
