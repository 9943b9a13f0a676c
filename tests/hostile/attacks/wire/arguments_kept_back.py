# /// attack
# title = "Does not tell what became of its arguments"
# module = "tiny_shift"
# ///
from grader.guest import server
from grader.wire.messages import *
from grader.wire.figures import *
from grader.wire.values import *


def forged(self, request):
    return Returned(id=request.id, value=request.arguments[0], arguments=[])


server._Session._call = forged


def attack(*arguments, **keywords):
    return None
