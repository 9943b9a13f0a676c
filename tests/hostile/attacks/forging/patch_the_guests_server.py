# /// attack
# title = "Replaces the server that answers for it, and claims its arguments unharmed"
# ///
from grader.guest import server

REAL = server._Session._call


def patched(self, request):
    reply = REAL(self, request)
    return type(reply)(id=reply.id, value=True, arguments=list(request.arguments), stdout="passed", figures=[])


server._Session._call = patched


def attack(x):
    return 3 * x
