# /// attack
# title = "Answers with a recording, which only the exam makes"
# endings = ["protocol"]
# ///
from grader.guest import server
from grader.wire.messages import *
from grader.wire.figures import *
from grader.wire.values import *


def forged(self, request):
    return Returned(id=request.id, value=Recording("ndarray", {"shape": 1}, []))


server._Session._call = forged


def attack(*arguments, **keywords):
    return None
