# /// attack
# title = "Shuts down the sending half of the connection and lives on"
# ///
import socket
import time


def attack(*arguments, **keywords):
    socket.socket(fileno=3).shutdown(socket.SHUT_WR)
    time.sleep(5)
