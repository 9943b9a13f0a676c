# /// attack
# title = "Answers with a figure of ten thousand axes"
# endings = ["protocol"]
# ///
from grader.guest import server
from grader.wire.messages import *
from grader.wire.figures import *
from grader.wire.values import *

AXES = Axes(row=0, column=0, title="", x_label="", y_label="", x_scale="", y_scale="", lines=(), bars=(), areas=(),
            legend=(), x_ticks=())


def forged(self, request):
    return Returned(id=request.id, value=Figure((AXES,) * 10_000, "", 1))


server._Session._call = forged


def attack(*arguments, **keywords):
    return None
