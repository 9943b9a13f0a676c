# /// attack
# title = "Answers with an array of objects, whose bytes would be addresses"
# endings = ["protocol"]
# ///
from grader.guest import server
from grader.wire.messages import *
from grader.wire.figures import *
from grader.wire.values import *


def forged(self, request):
    return Returned(id=request.id, value=Array("|O", (3,), b"A" * 24))


server._Session._call = forged


def attack(*arguments, **keywords):
    return None
