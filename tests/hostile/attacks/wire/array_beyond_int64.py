# /// attack
# title = "Answers with a shape that no integer of the machine holds"
# endings = ["protocol"]
# ///
from grader.guest import server
from grader.wire.messages import *
from grader.wire.figures import *
from grader.wire.values import *


def forged(self, request):
    return Returned(id=request.id, value=Array("<f8", ((1 << 64) - 1, 0), b""))


server._Session._call = forged


def attack(*arguments, **keywords):
    return None
