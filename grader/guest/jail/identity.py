"""The user of a guest: never root, and one that owns nothing else on the machine. Untrusted side.

The guests of each zygote have a user of their own, so that the kernel can count and kill their processes by user.
"""

import os
import signal
import socket
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from grader.guest.jail import kernel

FIRST_USER, USERS = 60_578, 600
"""A range that Linux distributions leave unassigned."""
_CAP_DAC_OVERRIDE, _CAP_DAC_READ_SEARCH, _CAP_SETGID, _CAP_SETUID = 1, 2, 6, 7


class Identity:
    """The user that guests of this process become; `user` is 0 if they keep this process's user.

    `claim` is the descriptor that keeps others from taking the same one.
    """

    def __init__(self) -> None:
        """Raises OSError if every user is taken."""
        self.user = self.claim = 0
        self._had = _effective()
        self._keeps = False
        self._capabilities = kernel.Capabilities()
        if os.geteuid() == 0 and self._had >= {_CAP_SETUID, _CAP_SETGID} and _all_exist():
            self.user, self.claim = _free_user()

    def keep_readable(self, paths: Sequence[Path]) -> None:
        """Lets guests ignore file permissions if they could not read these paths, their own libraries, otherwise.

        That is so if Python is in root's home directory. Landlock still restricts what they may read.
        """
        if self.user and not self._can_read(paths):
            kept = sorted({_CAP_DAC_READ_SEARCH, _CAP_DAC_OVERRIDE} & self._had, reverse=True)[:1]
            self._keeps, self._capabilities = bool(kept), kernel.Capabilities(kept)

    def take(self) -> None:
        """Becomes that user, without capabilities, for good."""
        if self.user:
            if self._keeps:
                kernel.prctl(kernel.PR_SET_KEEPCAPS, 1)
            self._become()
        self._capabilities.keep()

    def kill_all(self) -> None:
        """Kills every process of the guests' user at once, so that no fork escapes."""
        if self.user:
            self._as_user(lambda: os.kill(-1, signal.SIGKILL))

    def _can_read(self, paths: Iterable[Path]) -> bool:
        def read() -> None:
            for path in paths:
                os.close(os.open(path, os.O_RDONLY))

        return self._as_user(read)

    def _as_user(self, action: Callable[[], object]) -> bool:
        """Whether a child with only that user's rights can do something."""
        pid = os.fork()
        if pid == 0:
            try:
                self._become()
                action()
                os._exit(0)
            finally:
                os._exit(1)
        return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == 0

    def _become(self) -> None:
        os.setgroups([])
        os.setresgid(self.user, self.user, self.user)
        os.setresuid(self.user, self.user, self.user)


def _free_user() -> tuple[int, int]:
    """A user that no other zygote of this machine has, or each would kill the other's guests; and the claim to it.

    The claim is a descriptor of a name in the kernel that is free again when this process ends, however it ends.
    """
    for number in range(USERS):
        user = FIRST_USER + (os.getpid() + number) % USERS
        claim = socket.socket(socket.AF_UNIX)
        try:
            claim.bind(f"\0grader-guests-{user}")
        except OSError:
            claim.close()
        else:
            return user, claim.detach()
    raise OSError(f"all {USERS} users for guests are taken on this machine")


def _all_exist() -> bool:
    """Whether every user for guests exists in this user namespace: a rootless container may have but one."""
    try:
        ranges = [tuple(map(int, line.split())) for line in Path("/proc/self/uid_map").read_text().splitlines()]
    except (OSError, ValueError):
        return True
    return any(first <= FIRST_USER and first + count >= FIRST_USER + USERS for first, _, count in ranges)


def _effective() -> set[int]:
    """The capabilities that this process has."""
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith("CapEff:"):
            bits = int(line.split()[1], 16)
            return {number for number in range(64) if bits >> number & 1}
    return set()
