# /// attack
# title = "Leaves a socket that the next student may connect to"
# stopped_at = "jailed"
# ///
import socket

from loot import breach


def attack(*arguments, **keywords):
    made = socket.socket(socket.AF_UNIX)
    made.bind("/tmp/hostile-@TOKEN@-socket")
    return breach("waits at a socket")
