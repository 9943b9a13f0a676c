# /// attack
# title = "Replaces the builtins that comparisons are made of"
# ///
import builtins

builtins.abs = builtins.round = builtins.float = lambda *arguments: 0.0
builtins.isinstance = builtins.all = builtins.any = lambda *arguments: True


def attack(x):
    return 3 * x
