# /// attack
# title = "Answers with a type name and a reason of megabytes"
# endings = ["protocol"]
# ///
from grader.guest import server
from grader.wire.messages import *
from grader.wire.figures import *
from grader.wire.values import *


def forged(self, request):
    return Returned(id=request.id, value=Handle(5, "x" * 3_000_000, "y" * 3_000_000))


server._Session._call = forged


def attack(*arguments, **keywords):
    return None
