# /// attack
# title = "Answers in JSON"
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
    send(b'{"type": "returned", "id": 3, "value": true, "score": NaN}')
    return 1.0
