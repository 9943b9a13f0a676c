# /// attack
# title = "Raises by hand in lines and files that do not exist"
# endings = ["raised"]
# ///
from grader.guest import server
from grader.wire.messages import *
from grader.wire.figures import *
from grader.wire.values import *


def forged(self, request):
    return Raised(id=request.id, type_names=[], message="", frames=[TracebackFrame("../../etc/passwd", -5, "", ""), TracebackFrame("tiny_double.py", 1 << 62, "", ""), TracebackFrame("tiny_double.py", 0, "", "")])


server._Session._call = forged


def attack(*arguments, **keywords):
    return None
