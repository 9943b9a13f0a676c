"""A notebook kernel in the jail: IPython's own, for a notebook that is executed for display. Untrusted side.

Started as `python -m grader.guest.kernel CONNECTION_FD`; receives everything that it needs on that connection before it
enters the jail, and keeps it open as a sign of life.
"""

import json
import os
import socket
import sys
from pathlib import Path

import matplotlib.pyplot  # noqa: F401, ICN001 # nearly every notebook draws: it should not use a cell's time
from ipykernel import kernelapp
from ipykernel.iostream import IOPubThread
from ipykernel.ipkernel import IPythonKernel
from ipykernel.zmqshell import ZMQInteractiveShell
from IPython.utils.text import SList
from traitlets import Type

from grader.guest.jail.enter import CONNECTION
from grader.guest.jail.launch import run_jailed
from grader.guest.jail.libraries import ALWAYS, FOR_NOTEBOOK_KERNELS, entries_of
from grader.guest.jail.namespaces import SOCKETS
from grader.guest.jail.paths import import_path
from grader.guest.jail.policy import KERNEL
from grader.wire.frames import Channel
from grader.wire.messages import Decoder
from grader.wire.zygote_messages import Layer, StartKernel

START_BYTES = 256 << 20
CONNECTION_FILE = "kernel.json"
NOT_RUN = "Commands of the system are not run here."


class _NoSubprocesses(IOPubThread):
    """ipykernel's output thread, without the TCP socket for the output of subprocesses: there are none here."""

    def _setup_pipe_in(self) -> None:
        self._pipe_flag = False


class _ShellWithoutCommands(ZMQInteractiveShell):
    """IPython's shell, which says that `!pip install` is not run; the jail would stop it with obscure errors."""

    def system(self, _command: str) -> None:
        """Handles `!command`, and the command that `%pip` builds from its arguments."""
        print(NOT_RUN)  # noqa: T201 # into the cell's output

    def getoutput(self, _command: str, split: bool = True, depth: int = 0) -> SList | str:  # noqa: ARG002, FBT001, FBT002 # IPython's signature
        """Handles `name = !command`."""
        print(NOT_RUN)  # noqa: T201 # likewise
        return SList() if split else ""


class _Kernel(IPythonKernel):
    """IPython's kernel, with that shell."""

    shell_class = Type(_ShellWithoutCommands)


def _font_lists() -> dict[str, bytes]:
    """Matplotlib's lists of fonts, which take seconds to build and are where the jail allows no access."""
    cache = Path(os.environ["MPLCONFIGDIR"])
    return {file.name: file.read_bytes() for file in cache.glob("fontlist-*.json")}


def _is_awaited() -> bool:
    """Reports that this process is in the jail; returns whether the parent answers, which then enforces its limits."""
    os.write(CONNECTION, b"\0")
    return bool(os.read(CONNECTION, 1))


def _connection(start: StartKernel) -> bytes:
    """The connection file, with the path of the sockets as seen from the jail."""
    connection = json.loads(start.connection_file)
    if Layer.NAMESPACES in start.layers:
        connection["ip"] = f"{SOCKETS}/{Path(connection['ip']).name}"
    return json.dumps(connection).encode()


def _become_kernel(start: StartKernel, fonts: dict[str, bytes]) -> None:
    if not _is_awaited():
        return
    own = Path.cwd() / ".kernel"
    for name, content in {**start.files, **{f"{own}/matplotlib/{name}": data for name, data in fonts.items()}}.items():
        path = Path.cwd() / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    os.environ["MPLCONFIGDIR"] = str(own / "matplotlib")
    startup = own / "profile_default" / "startup"
    startup.mkdir(parents=True)
    (startup / "README").touch()  # otherwise IPython would create one with chmod, which the jail forbids
    os.environ["IPYTHONDIR"] = os.environ["JUPYTER_CONFIG_DIR"] = os.environ["JUPYTER_RUNTIME_DIR"] = str(own)
    (own / CONNECTION_FILE).write_bytes(_connection(start))
    sys.path[:] = [*import_path(), str(Path.cwd())]
    arguments = ["-f", str(own / CONNECTION_FILE), "--HistoryManager.enabled=False", "--log-level=CRITICAL"]
    vars(kernelapp)["IOPubThread"] = _NoSubprocesses
    kernelapp.IPKernelApp.launch_instance(arguments, kernel_class=_Kernel)


def main() -> None:
    """Reads its orders, then runs a kernel until it is told to stop or killed."""
    sys.dont_write_bytecode = True  # the libraries' bytecode exists for the next kernel now
    connection = socket.socket(fileno=int(sys.argv[1]))
    start = Decoder(StartKernel).decode(Channel(connection).receive(START_BYTES), StartKernel)
    fonts = _font_lists()
    libraries = entries_of((*ALWAYS, *FOR_NOTEBOOK_KERNELS, *start.libraries))
    run_jailed(lambda: _become_kernel(start, fonts), KERNEL, start.layers, start.order, connection.fileno(), libraries)


if __name__ == "__main__":
    main()
