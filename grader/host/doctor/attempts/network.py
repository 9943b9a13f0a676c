"""Attempts to reach somebody through a socket, as the package describes. Runs in a guest only."""

import socket

Targets = dict[str, str]
_MPTCP = 262
_TIRED = 5.0


def connect_tcp(targets: Targets) -> str:
    """Connects to a port of this machine by TCP."""
    with socket.create_connection(("127.0.0.1", int(targets["tcp"])), timeout=_TIRED):
        return "a connection was made"


def connect_mptcp(targets: Targets) -> str:
    """Connects by multipath TCP, which Landlock's rules for TCP do not cover."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM, _MPTCP) as channel:
        channel.connect(("127.0.0.1", int(targets["tcp"])))
        return "a connection was made"


def send_udp(targets: Targets) -> str:
    """Sends a datagram by UDP."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as channel:
        channel.sendto(b"out", ("127.0.0.1", int(targets["udp"])))
        return "a datagram was sent"


def connect_unix(targets: Targets) -> str:
    """Connects to a socket in the file system, as Docker's is."""
    with socket.socket(socket.AF_UNIX) as channel:
        channel.connect(targets["unix"])
        return "a connection was made"


def connect_abstract(targets: Targets) -> str:
    """Connects to a socket without a file."""
    with socket.socket(socket.AF_UNIX) as channel:
        channel.connect(f"\0{targets['abstract']}")
        return "a connection was made"


def open_netlink(_targets: Targets) -> str:
    """Opens a socket to the kernel itself."""
    with socket.socket(socket.AF_NETLINK, socket.SOCK_RAW):
        return "a socket was opened"
