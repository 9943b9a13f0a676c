# /// attack
# title = "Answers with a figure full of NaN, of impossible places and of a hundred thousand lines"
# endings = ["protocol"]
# ///
from grader.guest import server
from grader.wire.messages import *
from grader.wire.figures import *
from grader.wire.values import *

NAN = float("nan")
LINE = Line("l" * 100, (NAN,) * 3, (NAN,), (NAN, 9.0, -1.0, NAN), "m" * 10, "s" * 10)


def figure():
    axes = Axes(row=-(1 << 40), column=1 << 40, title="t", x_label="", y_label="", x_scale="?", y_scale="?",
                lines=(LINE,) * 20_000, bars=(), areas=(), legend=("g",) * 1000, x_ticks=())
    return Figure((axes,), "t" * 1000, 1 << 50)


def forged(self, request):
    return Returned(id=request.id, value=figure())


server._Session._call = forged


def attack(*arguments, **keywords):
    return None
