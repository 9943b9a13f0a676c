"""Which level of isolation is available on this machine, found by starting a guest at it and testing it.

Trusted side. If a level is unavailable, it says which setting prevents it, and what a person can do.
"""

import secrets
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from grader.assignment import Limits
from grader.errors import HarnessError, IsolationError
from grader.host.failures import CallFailedError
from grader.host.guest import Guest
from grader.host.process import read_status
from grader.host.proxy import module_proxy
from grader.host.scratch import sweep
from grader.host.time_budget import TimeBudget
from grader.host.zygote import LAYERS, Zygote
from grader.model import Isolation
from grader.wire.zygote_messages import Layer

_SETTINGS = (
    ("kernel/apparmor_restrict_unprivileged_userns", "1", "kernel.apparmor_restrict_unprivileged_userns=0"),
    ("kernel/unprivileged_userns_clone", "0", "kernel.unprivileged_userns_clone=1"),
    ("user/max_user_namespaces", "0", "user.max_user_namespaces=10000"),
)
_PROBE = """
import os, socket

def survives(action, *arguments):
    try:
        action(*arguments)
    except OSError:
        return False
    return True

def found(secret):
    answers = {"a file of the grader's was read": survives(open, secret),
               "a socket was opened": survives(socket.socket),
               "a signal reached another process": survives(os.kill, os.getppid(), 0)}
    if survives(open, "own", "w") is False:
        answers["the scratch directory cannot be used"] = True
    return [answer for answer, seen in answers.items() if seen]
"""


class OpenZygote(Protocol):
    """A function that opens the zygote of an exam."""

    def __call__(self, *, libraries: Sequence[str] = (), draws: bool = True) -> Zygote:
        """A running zygote whose guests may use these libraries besides NumPy and Matplotlib, and may not draw at all.

        Raises:
            IsolationError: None can be had at the level that is asked for.
        """


def open_strongest(
    required: Isolation = Isolation.PROCESS,
    *,
    public_tests: bool = False,
    libraries: Sequence[str] = (),
    draws: bool = True,
) -> Zygote:
    """A running zygote at the strongest level available here, optionally one whose guests can run public tests.

    Args:
        required: The weakest level to accept.
        public_tests: Whether its guests can run public tests.
        libraries: What they may use besides NumPy and Matplotlib.
        draws: Whether Matplotlib is imported for them.

    Raises:
        IsolationError: That is weaker than `required`; the text says why and what to do.
    """
    zygote, missing = survey(required, public_tests=public_tests, libraries=libraries, draws=draws)
    if zygote is None:
        raise IsolationError(f"{missing[required]} To grade without that protection, pass --isolation process.")
    return zygote


def survey(
    required: Isolation = Isolation.PROCESS,
    *,
    public_tests: bool = False,
    libraries: Sequence[str] = (),
    draws: bool = True,
) -> tuple[Zygote | None, dict[Isolation, str]]:
    """A zygote at the strongest level, if that is as strong as required, and why stronger ones are not available."""
    sweep()
    missing: dict[Isolation, str] = {}
    for level in Isolation:
        if not level.at_least(required):
            break
        try:
            return open_at(level, public_tests=public_tests, libraries=libraries, draws=draws), missing
        except IsolationError as error:
            missing[level] = f"Guests cannot be isolated at level {level} here: {error}. {how_to_reach(level)}"
    return None, missing


def strongest_level(required: Isolation = Isolation.PROCESS) -> Isolation:
    """The strongest level available here. Raises IsolationError like `open_strongest`."""
    with open_strongest(required, draws=False) as zygote:
        return zygote.level


def open_at(
    level: Isolation, *, public_tests: bool = False, libraries: Sequence[str] = (), draws: bool = True
) -> Zygote:
    """A running zygote at exactly this level.

    Raises:
        IsolationError: The level is not available here; the text says why, without a full stop.
    """
    zygote = open_untried(level, public_tests=public_tests, libraries=libraries, draws=draws)
    try:
        problem = _problem(zygote)
    except HarnessError as error:
        zygote.close()
        raise IsolationError(str(error).rstrip(".")) from error
    if problem:
        zygote.close()
        raise IsolationError(f"in a guest at level {level}, {problem}")
    return zygote


def open_untried(
    level: Isolation, *, public_tests: bool = False, libraries: Sequence[str] = (), draws: bool = True
) -> Zygote:
    """The same, if the process that this one works for has tried the level already.

    Guests jail themselves in any case, and do not start if they cannot.

    Raises:
        IsolationError: The level is unavailable here.
    """
    return Zygote(level, public_tests=public_tests, libraries=libraries, draws=draws)


def _problem(zygote: Zygote) -> str:
    """What a guest can do although its level forbids it, tried by a guest and checked from outside; may be empty."""
    guest = Guest(zygote, Limits(), TimeBudget.of(Limits()))
    try:
        guest.load("probe", {"probe.py": _PROBE.encode()}, ("probe",), {}, {})
        return _seen_from_outside(guest, zygote.level) or _tried_inside(guest, zygote.level)
    except CallFailedError as error:
        return f"the probe did not answer ({error.failure.reason} {error.failure.message})"
    finally:
        guest.end()


def _tried_inside(guest: Guest, level: Isolation) -> str:
    with tempfile.NamedTemporaryFile("w", prefix="grader-secret-") as secret:
        secret.write(secrets.token_hex())
        secret.flush()
        Path(secret.name).chmod(0o644)
        found: list[str] = module_proxy(guest, lambda _exchange: None).found(secret.name)
    if level is Isolation.PROCESS:  # it promises nothing else
        found = [each for each in found if "scratch" in each]
    return found[0] if found else ""


def _seen_from_outside(guest: Guest, level: Isolation) -> str:
    status = guest.status()
    if not status:
        return "" if level is Isolation.PROCESS else "its state cannot be seen from outside"
    if status["NoNewPrivs"] != "1":
        return "new privileges can be had"
    if status["Uid"].split()[0] == "0" and int(status["CapEff"], 16):
        return "the guest is root"
    if Layer.SECCOMP in LAYERS[level] and status["Seccomp"] != "2":
        return "no seccomp filter is on"
    if Layer.NAMESPACES in LAYERS[level] and len(status["NSpid"].split()) == len(read_status("self")["NSpid"].split()):
        return "the guest is in the process namespace of the grader"
    return "" if level is not Isolation.JAILED or guest.can_be_measured() else "its open files cannot be measured"


def how_to_reach(level: Isolation) -> str:
    """What a person can do if a level is unavailable, in one or two sentences."""
    if sys.platform != "linux":
        return "Only Linux supports it: grade on Linux, in a Linux container or in WSL 2."
    if level is Isolation.JAILED:
        return (
            "It needs Landlock (Linux 5.13 or later, with `landlock` in the boot option `lsm=`) and seccomp, "
            "on x86_64 or aarch64."
        )
    return _namespaces()


def _namespaces() -> str:
    for file, forbids, cure in _SETTINGS:
        if _read(file) == forbids:
            return f"Allow namespaces with `sudo sysctl -w {cure}`."
    if Path("/.dockerenv").exists() or Path("/run/.containerenv").exists():
        return (
            "Docker's default profiles forbid namespaces: run the container with `--security-opt seccomp=unconfined "
            "--security-opt apparmor=unconfined` and as an ordinary user, or settle for level jailed."
        )
    return "The kernel refuses namespaces to this user; level jailed does without them."


def _read(file: str) -> str:
    try:
        return Path("/proc/sys", file).read_text().strip()
    except OSError:
        return ""
