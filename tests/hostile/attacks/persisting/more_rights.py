# /// attack
# title = "Looks for ways to become somebody else"
# stopped_at = "jailed"
# ///
import ctypes
import os

from loot import tried

LIBC = ctypes.CDLL(None, use_errno=True)


def root():
    os.setuid(0)


def namespaces():
    if LIBC.unshare(0x10000000):
        raise OSError


def mount():
    if LIBC.mount(b"none", b"/tmp", b"tmpfs", 0, None):
        raise OSError


def change_root():
    os.chroot(".")


def attack(*arguments, **keywords):
    return tried(root, namespaces, mount, change_root)
