# /// attack
# title = "Answers with a list of millions of items"
# endings = ["protocol", "timed_out"]
# ///
from grader.guest import server
from grader.wire.messages import *
from grader.wire.figures import *
from grader.wire.values import *


def forged(self, request):
    return Returned(id=request.id, value=List([1] * 3_000_000))


server._Session._call = forged


def attack(*arguments, **keywords):
    return None
