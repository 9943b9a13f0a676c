# /// attack
# title = "Answers with an integer that is no number"
# endings = ["protocol"]
# ///
from grader.guest import server
from grader.wire.messages import *
from grader.wire.figures import *
from grader.wire.values import *


def forged(self, request):
    return Returned(id=request.id, value=Integer("__import__(1)"))


server._Session._call = forged


def attack(*arguments, **keywords):
    return None
