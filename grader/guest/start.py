"""Tests whether the layers of a jail are available, and only then imports what guests need. Untrusted side.

Started as `python -m grader.guest.start CONTROL_FD`; it continues as the zygote. If a level is not available, as in
most containers, nothing is imported for it: importing the libraries takes most of the time of a short grading.
"""

import gc
import os
import socket
import sys
from collections.abc import Collection
from typing import NoReturn

from grader.guest.jail.enter import CONNECTION, Jail, JailError
from grader.wire.frames import Channel, ChannelClosedError
from grader.wire.messages import Decoder
from grader.wire.values import encode
from grader.wire.zygote_messages import Layer, Order, Prepare, Prepared

ORDER_BYTES = 1 << 16


def missing_layer(layers: Collection[Layer]) -> str:
    """Which of these layers is not available here and why, tested in a separate process; empty if all are available."""
    told, tell = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.close(told)
        _try(layers, tell)
    os.close(tell)
    with os.fdopen(told, "rb") as file:
        problem = file.read()
    os.waitpid(pid, 0)
    return problem.decode("utf-8", "replace")


def _try(layers: Collection[Layer], tell: int) -> NoReturn:
    try:
        Jail(layers).separate()
    except JailError as problem:
        os.write(tell, str(problem).encode())
    finally:
        os._exit(0)  # any other problem will occur in the zygote too, which reports it


def _control(number: int) -> socket.socket:
    """The control socket, under any number but that of a guest's connection, which is taken until there is one."""
    if number == CONNECTION:
        return socket.socket(fileno=os.dup(number))
    os.dup2(number, CONNECTION, inheritable=False)
    return socket.socket(fileno=number)


def main() -> None:
    """Becomes the zygote on the control socket whose descriptor is the only argument, unless a layer is missing."""
    gc.disable()  # the zygote collects once, when everything is imported
    control = _control(int(sys.argv[1]))
    channel = Channel(control)
    try:
        order = Decoder(Order).decode(channel.receive(ORDER_BYTES), Prepare)
    except ChannelClosedError:  # the host no longer needs one
        return
    if problem := missing_layer(order.layers):
        channel.send(encode(Prepared(problem)))
        return
    from grader.guest.zygote import become_zygote  # noqa: PLC0415 # here, so that nothing is imported unnecessarily

    become_zygote(control, order)


if __name__ == "__main__":
    main()
