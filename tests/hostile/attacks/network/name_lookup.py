# /// attack
# title = "Asks a name server, which carries anything to anywhere"
# stopped_at = "jailed"
# proven = "never"
# ///
import socket

from loot import breach


def attack(*arguments, **keywords):
    made = socket.getaddrinfo("localhost", 80)
    return breach(f"resolved {len(made)}")
