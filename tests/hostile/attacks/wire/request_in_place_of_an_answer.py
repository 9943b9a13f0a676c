# /// attack
# title = "Answers a call with a call"
# endings = ["protocol"]
# ///
from grader.guest import server
from grader.wire.messages import *
from grader.wire.figures import *
from grader.wire.values import *


def forged(self, request):
    return Call(request.id, 0, [], {})


server._Session._call = forged


def attack(*arguments, **keywords):
    return None
