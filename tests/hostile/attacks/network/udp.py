# /// attack
# title = "Opens a UDP socket"
# stopped_at = "jailed"
# ///
import socket

from loot import breach


def attack(*arguments, **keywords):
    made = socket.socket(socket.AF_INET, socket.SOCK_DGRAM, 0)
    return breach(f"has {made.family}")
