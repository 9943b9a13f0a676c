# /// attack
# title = "Answers with a value that is nested a hundred thousand deep"
# endings = ["protocol"]
# ///
from grader.guest import server
from grader.wire.messages import *
from grader.wire.figures import *
from grader.wire.values import *


class Nested(Struct, tag="returned"):
    pass


def encode_nested(message, real=encode):
    if isinstance(message, Nested):
        level = real(List([]))[:-1]
        return real(Returned(id=4, value=None))[:-1] + level * 100_000 + b"\xc0"
    return real(message)


server.encode = encode_nested


def forged(self, request):
    return Nested()


server._Session._call = forged


def attack(*arguments, **keywords):
    return None
