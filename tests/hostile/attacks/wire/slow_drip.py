# /// attack
# title = "Sends one byte of a frame at a time"
# endings = ["timed_out"]
# ///
import os

from grader.wire.frames import HEADER
from grader.wire.values import encode


def send(payload):
    framed = HEADER.pack(len(payload)) + payload
    while framed:
        framed = framed[os.write(3, framed):]



import time


def attack(*arguments, **keywords):
    os.write(3, HEADER.pack(1000))
    while True:
        os.write(3, b"x")
        time.sleep(0.02)
