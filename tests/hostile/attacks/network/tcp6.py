# /// attack
# title = "Opens a TCP socket of IPv6"
# stopped_at = "jailed"
# ///
import socket

from loot import breach


def attack(*arguments, **keywords):
    made = socket.socket(socket.AF_INET6, socket.SOCK_STREAM, 0)
    return breach(f"has {made.family}")
