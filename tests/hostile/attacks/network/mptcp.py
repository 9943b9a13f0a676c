# /// attack
# title = "Opens a multipath TCP socket, which Landlock does not see"
# stopped_at = "jailed"
# proven = "never"
# ///
import socket

from loot import breach


def attack(*arguments, **keywords):
    made = socket.socket(socket.AF_INET, socket.SOCK_STREAM, 262)
    return breach(f"has {made.family}")
