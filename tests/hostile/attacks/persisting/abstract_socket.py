# /// attack
# title = "Leaves a socket that needs no file"
# stopped_at = "jailed"
# ///
import socket

from loot import breach


def attack(*arguments, **keywords):
    made = socket.socket(socket.AF_UNIX)
    made.bind("\0hostile-@TOKEN@")
    return breach("waits at an abstract socket")
