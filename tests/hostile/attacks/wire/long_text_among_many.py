# /// attack
# title = "Answers with a list in which one text is long, of which an array would take gigabytes"
# endings = ["protocol"]
# ///
from grader.guest import server
from grader.wire.messages import *
from grader.wire.figures import *
from grader.wire.values import *


def forged(self, request):
    return Returned(id=request.id, value=List([""] * 1000 + ["x" * 5_000_000]))


server._Session._call = forged


def attack(*arguments, **keywords):
    return None
