# /// attack
# title = "Talks to services at Unix sockets"
# stopped_at = "jailed"
# ///
import socket

from loot import breach


def attack(*arguments, **keywords):
    for path in ("/var/run/docker.sock", "/run/docker.sock", "/dev/log", "/run/systemd/private", "/run/dbus/system_bus_socket"):
        for kind in (socket.SOCK_STREAM, socket.SOCK_DGRAM):
            with socket.socket(socket.AF_UNIX, kind) as made:
                made.connect_ex(path)
    return breach("may knock everywhere")
