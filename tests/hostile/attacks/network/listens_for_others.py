# /// attack
# title = "Waits for connections at a port"
# stopped_at = "jailed"
# ///
import socket

from loot import breach


def attack(*arguments, **keywords):
    with socket.create_server(("127.0.0.1", 0)) as server:
        return breach(f"listens at {server.getsockname()}")
