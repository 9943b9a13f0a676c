# /// attack
# title = "Brings bytecode that differs from its source"
# endings = []
# [files]
# "helper.py" = "def answer(x): return 3 * x\n"
# "__pycache__/helper.cpython-311.pyc" = "not bytecode"
# "helper.pyc" = "not bytecode"
# ///
import helper


def attack(x):
    return helper.answer(x)
