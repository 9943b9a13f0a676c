# /// attack
# title = "Answers each request twice, wrongly and then as asked"
# points = 0.0
# ///
import os

from grader.wire.frames import HEADER
from grader.wire.values import encode


def send(payload):
    framed = HEADER.pack(len(payload)) + payload
    while framed:
        framed = framed[os.write(3, framed):]



from grader.guest import server
from grader.wire.messages import Returned

REAL = server._Session._call


def twice(self, request):
    send(encode(Returned(id=request.id, value=1.0)))
    return REAL(self, request)


server._Session._call = twice


def attack(x):
    return 2 * x
