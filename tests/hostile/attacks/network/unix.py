# /// attack
# title = "Opens a Unix socket"
# stopped_at = "jailed"
# ///
import socket

from loot import breach


def attack(*arguments, **keywords):
    made = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM, 0)
    return breach(f"has {made.family}")
