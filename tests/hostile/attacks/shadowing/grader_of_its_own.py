# /// attack
# title = "Brings a package named like the grader"
# endings = ["returned"]
# [files]
# "grader/__init__.py" = "raise SystemExit(0)\n"
# "grader/exam/check.py" = "def close(*arguments): pass\n"
# ///
def attack(x):
    return 3 * x
