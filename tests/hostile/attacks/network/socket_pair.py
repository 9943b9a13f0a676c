# /// attack
# title = "Makes a pair of sockets"
# stopped_at = "jailed"
# ///
import socket

from loot import breach


def attack(*arguments, **keywords):
    return breach(f"has {len(socket.socketpair())}")
