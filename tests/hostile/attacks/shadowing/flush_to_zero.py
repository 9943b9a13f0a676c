# /// attack
# title = "Has the processor treat small numbers as zero"
# endings = []
# ///
import ctypes
import ctypes.util

libm = ctypes.CDLL("libm.so.6")
state = ctypes.create_string_buffer(64)
libm.fegetenv(state)
state[28:32] = bytes([0xC0, 0xFF, 0, 0])
libm.fesetenv(state)


def attack(x):
    return 2 * x * 5e-324
