# /// attack
# title = "Replaces stdout and stderr by objects that raise"
# endings = []
# ///
import sys


class Broken:
    def __getattr__(self, name):
        raise SystemExit(0)


sys.stdout = sys.stderr = sys.__stdout__ = sys.__stderr__ = Broken()


def attack(*arguments, **keywords):
    print("hello")
