# /// attack
# title = "Answers a call with: there is no such name"
# endings = ["protocol"]
# ///
from grader.guest import server
from grader.wire.messages import *
from grader.wire.figures import *
from grader.wire.values import *


def forged(self, request):
    return Missing(request.id, "x" * 1_000_000)


server._Session._call = forged


def attack(*arguments, **keywords):
    return None
