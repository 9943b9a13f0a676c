"""Attempts on other processes, as the package describes. Runs in a guest only."""

import os
import resource
import subprocess
import time
from pathlib import Path

Targets = dict[str, str]
_TIRED = 5.0


def fork(_targets: Targets) -> str:
    """Starts a second process."""
    pid = os.fork()
    if pid == 0:
        os._exit(0)
    os.waitpid(pid, 0)
    return "a process was started"


def execute(_targets: Targets) -> str:
    """Becomes another program."""
    os.execv("/bin/sh", ["sh", "-c", "exit"])  # noqa: S606 # the point


def run_command(_targets: Targets) -> str:
    """Runs a command in a shell."""
    return subprocess.run(["/bin/sh", "-c", "echo out"], capture_output=True, text=True, check=True).stdout


def daemonise(_targets: Targets) -> str:
    """Leaves a process behind in a session of its own."""
    pid = os.fork()
    if pid:
        os.waitpid(pid, 0)
        return "a daemon runs"
    os.setsid()
    if os.fork() == 0:
        time.sleep(_TIRED)
    os._exit(0)


def leave_group(_targets: Targets) -> str:
    """Moves itself to another process group."""
    os.setpgid(0, os.getppid())
    return "the group was changed"


def signal_grader(targets: Targets) -> str:
    """Sends a signal to the grader."""
    os.kill(int(targets["grader"]), 0)
    return "a signal was sent"


def signal_parent(_targets: Targets) -> str:
    """Sends a signal to the process it was forked from."""
    os.kill(os.getppid(), 0)
    return "a signal was sent"


def signal_everybody(_targets: Targets) -> str:
    """Sends a signal to every process there is."""
    os.kill(-1, 0)
    return "a signal was sent"


def open_grader_memory(targets: Targets) -> str:
    """Opens the memory of the grader as a file."""
    with Path(f"/proc/{targets['grader']}/mem").open("rb"):
        return "memory was opened"


def read_grader_environment(targets: Targets) -> str:
    """Reads the environment of the grader, in which tokens may stand."""
    return Path(f"/proc/{targets['grader']}/environ").read_text()[:20]


def read_grader_command(targets: Targets) -> str:
    """Reads the command line of the grader."""
    return Path(f"/proc/{targets['grader']}/cmdline").read_text()[:20]


def limit_parent(_targets: Targets) -> str:
    """Asks for the limits of the process it was forked from, as if to lower them."""
    return str(resource.prlimit(os.getppid(), resource.RLIMIT_CPU))


def slow_parent(_targets: Targets) -> str:
    """Sets the priority of the process it was forked from."""
    os.setpriority(os.PRIO_PROCESS, os.getppid(), os.getpriority(os.PRIO_PROCESS, os.getppid()))
    return "a priority was set"


def pin_parent(_targets: Targets) -> str:
    """Chooses the processors of the process it was forked from."""
    os.sched_setaffinity(os.getppid(), os.sched_getaffinity(0))
    return "processors were chosen"
