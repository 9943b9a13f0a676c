# /// attack
# title = "Overwrites small integers and None in memory"
# endings = []
# ///
import ctypes


def attack(x):
    ctypes.c_int.from_address(id(1) + 24).value = 2
    ctypes.c_int.from_address(id(2) + 24).value = 4
    return 2 * x
