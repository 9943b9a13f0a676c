# /// attack
# title = "Answers with handles that it was never given"
# endings = ["returned"]
# ///
from grader.guest import server
from grader.wire.messages import *
from grader.wire.figures import *
from grader.wire.values import *


def forged(self, request):
    return Returned(id=request.id, value=List([Handle(-1, "ndarray"), Handle(1 << 62, "ndarray"), Handle(0, "ndarray")]))


server._Session._call = forged


def attack(*arguments, **keywords):
    return None
