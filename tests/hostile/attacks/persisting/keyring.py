# /// attack
# title = "Leaves a message in the kernel's keyring"
# stopped_at = "jailed"
# proven = "never"
# ///
import ctypes

from loot import breach


def attack(*arguments, **keywords):
    made = ctypes.CDLL(None, use_errno=True).syscall(248, b"user", b"hostile", b"mail", 4, -4)
    return breach("left a key") if made >= 0 else None
