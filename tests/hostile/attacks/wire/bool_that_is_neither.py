# /// attack
# title = "Answers with bools that are neither true nor false"
# endings = ["returned"]
# ///
from grader.guest import server
from grader.wire.messages import *
from grader.wire.figures import *
from grader.wire.values import *


def forged(self, request):
    return Returned(id=request.id, value=Array("|b1", (3,), b"\2\7\xff"))


server._Session._call = forged


def attack(*arguments, **keywords):
    return None
