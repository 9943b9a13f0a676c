"""For launchers of student code other than the zygote, such as one of notebook kernels. Untrusted side."""

import os
import traceback
from collections.abc import Callable, Collection
from typing import NoReturn

from grader.guest.jail.enter import Jail
from grader.guest.jail.policy import Policy
from grader.wire.zygote_messages import Layer, Spawn


def run_jailed(
    action: Callable[[], object],
    policy: Policy,
    layers: Collection[Layer],
    order: Spawn,
    connection: int,
    libraries: Collection[str],
) -> NoReturn:
    """Jails this process, which must have one thread, for good; then runs a callable and ends.

    The process keeps one descriptor, `connection`, as number 3, and loses standard input and output. What the callable
    needs must be imported already if it does not lie in the standard library or among `libraries`, which are entries of
    the folders of libraries. With namespaces among the layers it runs in a child, whose exit status this process takes
    on and which dies with it; a directory for it is mounted then, and `order.scratch` is empty. Without, that is the
    one directory that it may write to. In `order.sockets`, which it sees as `namespaces.SOCKETS` if it has namespaces,
    it may make Unix sockets where the policy lets it.

    The exit status is 0 if the callable returned, 1 if anything was raised.

    Raises:
        JailError: A layer is not available here; nothing has happened yet.
    """
    jail = Jail(layers, policy, libraries=libraries, sockets=order.sockets)
    jail.separate(ends_with_starter=True)
    for folder in (order.scratch, jail.sockets):
        if jail.user and folder:
            os.chown(folder, jail.user, jail.user)
    try:
        jail.enter(order, connection)
        action()
    except BaseException:  # noqa: BLE001 # it ends here, whatever it is
        traceback.print_exc()
        os._exit(1)
    os._exit(0)
