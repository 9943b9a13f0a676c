"""Runs the command line as on macOS: no /proc, nothing of Linux in `os` and the C library, limits that are refused.

Called as `like_macos.py LIMITS ARGUMENTS...`, where LIMITS are the refused ones with commas between. Each process that
the grader starts is started through this file too. A kernel and libraries of another kind are not simulated.
"""

import ctypes
import importlib
import os
import platform
import resource
import runpy
import sys
import sysconfig
from pathlib import Path
from typing import Any

LINUX_ONLY = {
    os: ("pidfd_open", "waitid", "memfd_create", "O_PATH", "getxattr", "sched_getaffinity",
         "sched_setaffinity", "setresuid", "setresgid", "eventfd", "pipe2", "unshare", "setns"),
    resource: ("prlimit", "RLIMIT_MSGQUEUE", "RLIMIT_RTTIME", "RLIMIT_SIGPENDING"),
}  # fmt: skip
IN_LIBC = ("prctl", "syscall", "unshare", "mount", "umount2", "capset", "capget")
WRAPPED = "--wrapped"


def imitate(refused: str) -> None:
    """Makes this process see what one on macOS sees."""
    for module, names in LINUX_ONLY.items():
        for name in names:
            if hasattr(module, name):
                delattr(module, name)
    for library in ("subprocess", "urllib.request"):  # as they are here, before they could think that this is macOS
        importlib.import_module(library)
    sysconfig.get_config_vars()  # kept: what this interpreter was built with is a file for Linux
    sys.platform = "darwin"
    platform.system = lambda: "Darwin"
    _refuse_limits({getattr(resource, name) for name in refused.split(",") if name})
    sys.addaudithook(_without_proc)
    _without_libc()


def _refuse_limits(refused: set[int]) -> None:
    really = resource.setrlimit

    def setrlimit(limit: int, values: tuple[int, int]) -> None:
        if limit in refused:
            raise ValueError("current limit exceeds maximum limit")  # what Python says of EINVAL
        really(limit, values)

    resource.setrlimit = setrlimit


def _without_proc(event: str, arguments: tuple[object, ...]) -> None:
    if event in ("open", "os.listdir", "os.scandir") and str(arguments[0]).startswith(("/proc", "/sys/fs/cgroup")):
        raise FileNotFoundError(2, "No such file or directory", arguments[0])


def _without_libc() -> None:
    """Calls of Linux fail the test that makes them, loudly: they must not even be tried."""

    class Library(ctypes.CDLL):
        def __getattr__(self, name: str) -> Any:
            if name in IN_LIBC[:1] + IN_LIBC[2:]:  # `syscall` is there on macOS, and looked up when it is not called
                raise AttributeError(f"dlsym(RTLD_DEFAULT, {name}): symbol not found")
            return super().__getattr__(name)

    ctypes.CDLL = Library  # type: ignore[misc] # what this file is for


def _wrap_processes(refused: str) -> None:
    """Has every process of ours that is started be like this one."""
    from grader.host import zygote  # noqa: PLC0415 # once this is a Mac
    from grader.notebook_execution import parent, process  # noqa: PLC0415 # the same

    def command(module: str, descriptor: int) -> list[str]:
        options = ("-P", "-s", "-X", "utf8", str(Path(__file__).resolve()), WRAPPED, refused)
        return [sys.executable, *options, str(os.getpid()), module, str(descriptor)]

    for user in (zygote, parent, process):
        user.command = command  # type: ignore[attr-defined]


def main() -> None:
    """Imitates, and then goes on as the command line, or as the process that was to be started."""
    wrapped = sys.argv[1] == WRAPPED
    if wrapped:
        del sys.argv[1]
    refused = sys.argv.pop(1)
    imitate(refused)
    if wrapped:
        runpy.run_module("grader.wire.parent", run_name="__main__", alter_sys=True)
        return
    from grader.cli.launch import run  # noqa: PLC0415 # the same

    _wrap_processes(refused)
    sys.exit(run(sys.argv[1:]))


if __name__ == "__main__":
    main()
