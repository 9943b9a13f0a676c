# /// attack
# title = "Answers with a value that is nested deeper than honest ones"
# endings = ["protocol"]
# ///
from grader.guest import server
from grader.wire.messages import *
from grader.wire.figures import *
from grader.wire.values import *


def deep(levels):
    value = 1.0
    for _ in range(levels):
        value = List([value])
    return value


def forged(self, request):
    return Returned(id=request.id, value=deep(200))


server._Session._call = forged


def attack(*arguments, **keywords):
    return None
