# /// attack
# title = "Raises by hand with a message, a traceback and bases of megabytes"
# endings = ["protocol"]
# ///
from grader.guest import server
from grader.wire.messages import *
from grader.wire.figures import *
from grader.wire.values import *


def forged(self, request):
    return Raised(id=request.id, type_names=["E" * 1000] * 2000, message="m" * 1_000_000, frames=[TracebackFrame("tiny_double.py", 1, "f" * 1000, "s" * 1000)] * 500, stdout="o" * 1_000_000, stderr="e" * 1_000_000)


server._Session._call = forged


def attack(*arguments, **keywords):
    return None
