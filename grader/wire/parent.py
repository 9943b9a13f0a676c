"""Starts one of our modules in a process that ends with its parent. Both sides; stdlib only.

Started as `python -m grader.wire.parent PARENT MODULE ARGUMENT`. Zygotes, drivers and kernels take a second to import
their libraries, while nobody reads the connection whose end would make them end.
"""

import ctypes
import os
import runpy
import signal
import sys

_PR_SET_PDEATHSIG = 1


def command(module: str, descriptor: int) -> list[str]:
    """The command that starts a module with a descriptor to listen to, as a child of this process.

    -P and -s keep the current directory and the user's own packages off the path; -I would also ignore PYTHONHASHSEED.
    """
    options = ("-P", "-s", "-X", "utf8", "-m", "grader.wire.parent")
    return [sys.executable, *options, str(os.getpid()), module, str(descriptor)]


def end_with_parent(*, wanted: bool = True) -> None:
    """Asks the kernel to end this process when the thread that started it ends, or stops asking; Linux only."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL if wanted else 0, 0, 0, 0)


def reset_signals() -> None:
    """Resets signals to their default actions, whatever the process that started this one ignores or blocks.

    Under `nohup`, for example, a guest that raises SIGHUP would continue where others end. Python's exceptions stay.
    """
    kept = {getattr(signal, name, None) for name in ("SIGPIPE", "SIGXFSZ")}
    for number in signal.valid_signals():
        if signal.getsignal(number) is signal.SIG_IGN and number not in kept:
            signal.signal(number, signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_SETMASK, ())


def main() -> None:
    """Runs the module unless the parent is gone already."""
    reset_signals()
    end_with_parent()
    _, parent, module, *arguments = sys.argv
    if os.getppid() == int(parent):
        sys.argv[1:] = arguments
        runpy.run_module(module, run_name="__main__", alter_sys=True)


if __name__ == "__main__":
    main()
