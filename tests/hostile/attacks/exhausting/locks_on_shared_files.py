# /// attack
# title = "Locks files that others need, and takes leases on them"
# stopped_at = "jailed"
# ///
import fcntl

from loot import tried


def lock():
    fcntl.flock(open("/dev/null"), fcntl.LOCK_EX | fcntl.LOCK_NB)


def record():
    fcntl.lockf(open("/dev/null", "w"), fcntl.LOCK_EX | fcntl.LOCK_NB)


def attack(*arguments, **keywords):
    return tried(lock, record)
