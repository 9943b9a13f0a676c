# /// attack
# title = "Answers with the number of another request"
# endings = ["protocol"]
# ///
from grader.guest import server
from grader.wire.messages import *
from grader.wire.figures import *
from grader.wire.values import *


def forged(self, request):
    return Returned(id=request.id + 1, value=1.0)


server._Session._call = forged


def attack(*arguments, **keywords):
    return None
