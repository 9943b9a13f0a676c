# /// attack
# title = "Answers with an order that only a zygote obeys"
# endings = ["protocol"]
# ///
from grader.guest import server
from grader.wire.messages import *
from grader.wire.zygote_messages import *
from grader.wire.figures import *
from grader.wire.values import *


def forged(self, request):
    return End(1, 0.0)


server._Session._call = forged


def attack(*arguments, **keywords):
    return None
