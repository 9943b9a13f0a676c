# /// attack
# title = "Attaches to the process that grades as its debugger"
# stopped_at = "jailed"
# proven = "never"
# ///
import ctypes

from loot import breach

PTRACE_SEIZE = 0x4206


def attack(*arguments, **keywords):
    done = ctypes.CDLL(None, use_errno=True).ptrace(PTRACE_SEIZE, int("@EXAM@"), None, None)
    return breach("traces the exam") if done == 0 else None
