# /// attack
# title = "Changes the rounding of the processor"
# endings = ["returned"]
# ///
import ctypes

ctypes.CDLL("libm.so.6").fesetround(0x800)


def attack(x):
    return 3 * x
