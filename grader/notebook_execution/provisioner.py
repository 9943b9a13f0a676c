"""Lets jupyter_client manage the kernel like any local one. Trusted side; in the execution's own process.

The transport is ipc: sockets in a shared directory, since the kernel has no network.
"""

import json
from collections.abc import Mapping
from typing import Any

from jupyter_client.connect import KernelConnectionInfo
from jupyter_client.provisioning.local_provisioner import LocalProvisioner

from grader.notebook_execution.process import KernelProcess


class JailProvisioner(LocalProvisioner):
    """Launches the one kernel of this process."""

    kernel: KernelProcess

    async def launch_kernel(self, cmd: list[str], **_kwargs: Any) -> KernelConnectionInfo:  # noqa: ARG002 # their signature
        """Starts it, blocking, since nothing else is waiting; `cmd` is another kernel's command and is not used."""
        self.process = self.kernel.start(encode_connection(self.connection_info))
        self.pid = self.kernel.pid
        return self.connection_info

    async def send_signal(self, signum: int) -> None:
        """Sends a signal to the kernel, which may be a different process from the one that was started."""
        self.kernel.send_signal(signum)


def encode_connection(info: Mapping[str, object]) -> bytes:
    """A connection file."""
    readable = {name: value.decode() if isinstance(value, bytes) else value for name, value in info.items()}
    return json.dumps(readable).encode()
