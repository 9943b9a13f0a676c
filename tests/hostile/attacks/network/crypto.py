# /// attack
# title = "Opens a socket to the kernel's cryptography, which has had holes"
# stopped_at = "jailed"
# proven = "never"
# ///
import socket

from loot import breach


def attack(*arguments, **keywords):
    made = socket.socket(38, socket.SOCK_SEQPACKET, 0)
    return breach(f"has {made.family}")
