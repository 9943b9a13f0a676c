# /// attack
# title = "Opens a socket for whole packets"
# stopped_at = "jailed"
# proven = "never"
# ///
import socket

from loot import breach


def attack(*arguments, **keywords):
    made = socket.socket(17, socket.SOCK_RAW, 768)
    return breach(f"has {made.family}")
