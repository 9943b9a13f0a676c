# /// attack
# title = "Answers with a dict whose keys come twice, and are NaN"
# endings = ["returned"]
# ///
from grader.guest import server
from grader.wire.messages import *
from grader.wire.figures import *
from grader.wire.values import *


def forged(self, request):
    return Returned(id=request.id, value=Dict([("a", 1.0), ("a", 2.0), (float("nan"), 1.0), (float("nan"), 2.0), (None, 3)]))


server._Session._call = forged


def attack(*arguments, **keywords):
    return None
