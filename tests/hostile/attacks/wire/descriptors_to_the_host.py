# /// attack
# title = "Sends open descriptors along with its answer"
# ///
import array
import os
import socket

from loot import breach

def attack(*arguments, **keywords):
    with socket.socket(fileno=os.dup(3)) as connection:
        for _ in range(20):
            rights = array.array("i", [0, 1, 2, 3])
            connection.sendmsg([b"\0"], [(socket.SOL_SOCKET, socket.SCM_RIGHTS, rights)])
    return 1.0
