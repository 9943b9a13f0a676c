"""Starts the kernel of a replay in the jail, for jupyter_client to manage. Trusted side; in the replay's own process.

The transport is ipc: sockets in the kernel's scratch directory, since it can have none on the network.
"""

import json
import socket
import subprocess
import time
from collections.abc import Mapping
from typing import Any

from jupyter_client.connect import KernelConnectionInfo
from jupyter_client.provisioning.local_provisioner import LocalProvisioner
from msgspec import Struct

from grader.wire.frames import Channel
from grader.wire.messages import Layer, Spawn, StartKernel
from grader.wire.parent import command
from grader.wire.values import encode

START_SECONDS = 120.0


class KernelJail(Struct, frozen=True):
    """What the kernel is started with."""

    order: Spawn
    layers: tuple[Layer, ...]
    files: Mapping[str, bytes]
    libraries: tuple[str, ...]
    environment: Mapping[str, str]


class JailProvisioner(LocalProvisioner):
    """Launches `grader.guest.kernel`, and otherwise does with its process what is done with any local kernel."""

    jail: KernelJail

    async def launch_kernel(self, cmd: list[str], **_kwargs: Any) -> KernelConnectionInfo:  # noqa: ARG002 # their signature
        """Starts the process and tells it all that it needs; `cmd` is another kernel's command and plays no part."""
        ours, theirs = socket.socketpair()
        with theirs:
            # No session of its own: entering the jail makes one, and must be able to.
            self.process = subprocess.Popen(  # noqa: ASYNC220, S603 # our own interpreter, and it returns at once
                command("grader.guest.kernel", theirs.fileno()),
                env=dict(self.jail.environment),
                cwd="/",
                pass_fds=(theirs.fileno(),),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
        self.pid = self.pgid = self.process.pid
        start = StartKernel(
            order=self.jail.order,
            layers=self.jail.layers,
            connection_file=encode_connection(self.connection_info),
            files=dict(self.jail.files),
            libraries=self.jail.libraries,
        )
        self._life_line = ours  # open as long as the provisioner lives
        Channel(ours).send(encode(start), time.monotonic() + START_SECONDS)
        return self.connection_info

    async def cleanup(self, restart: bool = False) -> None:  # noqa: FBT001, FBT002 # the signature is jupyter_client's
        """Lets go of the kernel."""
        self._life_line.close()
        await super().cleanup(restart)


def encode_connection(info: Mapping[str, object]) -> bytes:
    """A connection file."""
    readable = {name: value.decode() if isinstance(value, bytes) else value for name, value in info.items()}
    return json.dumps(readable).encode()
