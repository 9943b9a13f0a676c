# /// attack
# title = "Answers with an integer of more digits than there are"
# endings = ["protocol"]
# ///
from grader.guest import server
from grader.wire.messages import *
from grader.wire.figures import *
from grader.wire.values import *


def forged(self, request):
    return Returned(id=request.id, value=Integer("0x" + "f" * 1_000_000))


server._Session._call = forged


def attack(*arguments, **keywords):
    return None
