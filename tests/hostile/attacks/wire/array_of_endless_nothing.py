# /// attack
# title = "Answers with an empty array whose other dimension is endless"
# endings = ["protocol"]
# ///
from grader.guest import server
from grader.wire.messages import *
from grader.wire.figures import *
from grader.wire.values import *


def forged(self, request):
    return Returned(id=request.id, value=Array("<f8", (0, (1 << 63) - 1), b""))


server._Session._call = forged


def attack(*arguments, **keywords):
    return None
