# /// attack
# title = "Sends signals through threads, groups, queues and process descriptors"
# stopped_at = "jailed"
# proven = "same user"
# ///
import ctypes
import os
import signal

from loot import tried

LIBC = ctypes.CDLL(None, use_errno=True)
EXAM = int("@EXAM@")


def queue():
    if LIBC.sigqueue(EXAM, signal.SIGURG, 0):
        raise OSError


def thread():
    if LIBC.syscall(234, EXAM, EXAM, signal.SIGURG):
        raise OSError


def descriptor():
    handle = os.pidfd_open(EXAM)
    signal.pidfd_send_signal(handle, signal.SIGURG)


def group():
    os.killpg(os.getpgid(EXAM), signal.SIGURG)


def attack(*arguments, **keywords):
    return tried(queue, thread, descriptor, group)
