# /// attack
# title = "Answers requests that were not made yet"
# ///
import os

from grader.wire.frames import HEADER
from grader.wire.values import encode


def send(payload):
    framed = HEADER.pack(len(payload)) + payload
    while framed:
        framed = framed[os.write(3, framed):]



from grader.wire.messages import Returned


def attack(*arguments, **keywords):
    for number in range(200):
        send(encode(Returned(id=number, value=True)))
    return 1.0
