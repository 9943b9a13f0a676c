# /// attack
# title = "Leaves a message queue of POSIX"
# stopped_at = "jailed"
# proven = "never"
# ///
import ctypes

from loot import breach


def attack(*arguments, **keywords):
    made = ctypes.CDLL(None, use_errno=True).syscall(240, b"hostile-@TOKEN@", 0o101, 0o666, None)
    return breach("has a queue") if made >= 0 else None
