# /// attack
# title = "Tells of arguments that it was not asked about"
# endings = ["protocol"]
# ///
from grader.guest import server
from grader.wire.messages import *
from grader.wire.figures import *
from grader.wire.values import *


def forged(self, request):
    return Returned(id=request.id, value=1.0, arguments=[True] * 1000)


server._Session._call = forged


def attack(*arguments, **keywords):
    return None
