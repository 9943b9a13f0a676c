# /// attack
# title = "Opens a socket to the hypervisor"
# stopped_at = "jailed"
# proven = "never"
# ///
import socket

from loot import breach


def attack(*arguments, **keywords):
    made = socket.socket(40, socket.SOCK_STREAM, 0)
    return breach(f"has {made.family}")
