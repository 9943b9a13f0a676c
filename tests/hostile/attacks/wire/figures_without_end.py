# /// attack
# title = "Tells of thousands of open figures, each of which would be asked for"
# endings = ["protocol"]
# ///
from grader.guest import server
from grader.wire.messages import *
from grader.wire.figures import *
from grader.wire.values import *


def forged(self, request):
    return Returned(id=request.id, value=1.0, figures=[Figure((), "", number) for number in range(50_000)])


server._Session._call = forged


def attack(*arguments, **keywords):
    return None
