# /// attack
# title = "Opens a socket to the kernel"
# stopped_at = "jailed"
# ///
import socket

from loot import breach


def attack(*arguments, **keywords):
    made = socket.socket(16, socket.SOCK_RAW, 0)
    return breach(f"has {made.family}")
