# /// attack
# title = "Makes processes with vfork, clone3, posix_spawn and multiprocessing"
# stopped_at = "jailed"
# ///
import ctypes
import multiprocessing
import os
import subprocess
import sys

from loot import tried

LIBC = ctypes.CDLL(None, use_errno=True)


def spawn():
    os.waitpid(os.posix_spawn(sys.executable, [sys.executable, "-c", ""], {}), 0)


def popen():
    subprocess.run(["true"], check=True)


def shell():
    if os.system("true"):
        raise OSError


def pool():
    process = multiprocessing.get_context("fork").Process(target=int)
    process.start()
    process.join()


def clone():
    pid = LIBC.syscall(56, 17, 0, 0, 0, 0)
    if pid == 0:
        os._exit(0)
    if pid < 0:
        raise OSError


def attack(*arguments, **keywords):
    return tried(spawn, popen, shell, pool, clone)
