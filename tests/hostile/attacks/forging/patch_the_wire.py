# /// attack
# title = "Replaces packing, so that every answer is what comparisons might accept"
# ///
from grader.guest import answers, server
from grader.wire.values import Handle, Tuple

answers.pack = server.pack = lambda thing, opaque, **more: Tuple([float("nan"), float("inf"), Handle(0, "ndarray"), True])


def attack(x):
    return 3 * x
