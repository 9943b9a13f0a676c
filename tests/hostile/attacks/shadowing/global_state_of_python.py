# /// attack
# title = "Changes encodings, warnings, the hook for exceptions, the locale and limits"
# endings = ["returned"]
# ///
import locale
import os
import sys
import warnings

warnings.simplefilter("error")
sys.excepthook = sys.unraisablehook = lambda *arguments: os._exit(0)
sys.setswitchinterval(1000)
sys.set_int_max_str_digits(640)
locale.setlocale(locale.LC_ALL, "C")
os.environ.clear()
os.umask(0)


def attack(x):
    return 3 * x
