"""What a person can do if a level of isolation is unavailable: which setting prevents it. Trusted side."""

import sys
from pathlib import Path

from grader.model import Isolation

_SETTINGS = (
    ("kernel/apparmor_restrict_unprivileged_userns", "1", "kernel.apparmor_restrict_unprivileged_userns=0"),
    ("kernel/unprivileged_userns_clone", "0", "kernel.unprivileged_userns_clone=1"),
    ("user/max_user_namespaces", "0", "user.max_user_namespaces=10000"),
)


def how_to_reach(level: Isolation) -> str:
    """One or two sentences."""
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
