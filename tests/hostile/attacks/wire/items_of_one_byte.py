# /// attack
# title = "Answers with seven million items of one byte each, which would become half a gigabyte"
# endings = ["protocol"]
# ///
from grader.guest import server
from grader.wire.messages import *
from grader.wire.figures import *
from grader.wire.values import *


def forged(self, request):
    return Returned(id=request.id, value=List([List([None] * 70_000)] * 100))


server._Session._call = forged


def attack(*arguments, **keywords):
    return None
