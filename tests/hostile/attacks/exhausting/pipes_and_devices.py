# /// attack
# title = "Leaves pipes, sockets, links and devices where files are expected"
# ///
import os
import socket
import stat


def attempt(action, *arguments):
    try:
        action(*arguments)
    except OSError:
        pass


def attack(*arguments, **keywords):
    attempt(os.mkfifo, "pipe")
    attempt(os.symlink, "/etc/passwd", "link")
    attempt(os.symlink, "loop", "loop")
    attempt(os.mknod, "device", stat.S_IFCHR | 0o666, os.makedev(1, 9))
    attempt(lambda: socket.socket(socket.AF_UNIX).bind("socket"))
    return 3.0
