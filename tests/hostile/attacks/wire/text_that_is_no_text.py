# /// attack
# title = "Answers with text that is not UTF-8"
# endings = ["protocol"]
# ///
from grader.guest import server
from grader.wire.messages import *
from grader.wire.figures import *
from grader.wire.values import *


class Bad(Struct, tag="returned"):
    pass


server.encode = lambda message, real=server.encode: (
    real(message) if not isinstance(message, Bad) else b"\x83\xa4type\xa8returned\xa2id\x04\xa5value\xa3\xff\xfe\xfd"
)


def forged(self, request):
    return Bad()


server._Session._call = forged


def attack(*arguments, **keywords):
    return None
