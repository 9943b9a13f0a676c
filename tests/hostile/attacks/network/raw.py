# /// attack
# title = "Opens a raw socket"
# stopped_at = "jailed"
# proven = "never"
# ///
import socket

from loot import breach


def attack(*arguments, **keywords):
    made = socket.socket(socket.AF_INET, socket.SOCK_RAW, 1)
    return breach(f"has {made.family}")
