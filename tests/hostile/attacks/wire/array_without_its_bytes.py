# /// attack
# title = "Answers with an array that claims more than it brings"
# endings = ["protocol"]
# ///
from grader.guest import server
from grader.wire.messages import *
from grader.wire.figures import *
from grader.wire.values import *


def forged(self, request):
    return Returned(id=request.id, value=Array("<f8", (1000000, 1000000), b"12345678"))


server._Session._call = forged


def attack(*arguments, **keywords):
    return None
