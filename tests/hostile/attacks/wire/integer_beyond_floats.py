# /// attack
# title = "Answers with an integer that no float can hold"
# endings = ["returned"]
# ///
from grader.guest import server
from grader.wire.messages import *
from grader.wire.figures import *
from grader.wire.values import *


def forged(self, request):
    return Returned(id=request.id, value=Integer(hex(1 << 3000)))


server._Session._call = forged


def attack(*arguments, **keywords):
    return None
