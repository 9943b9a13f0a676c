# /// attack
# title = "Brings a numpy and a msgspec of its own"
# endings = ["returned"]
# [files]
# "numpy.py" = "raise SystemExit(0)\n"
# "msgspec/__init__.py" = "raise SystemExit(0)\n"
# "matplotlib/__init__.py" = "raise SystemExit(0)\n"
# ///
def attack(x):
    return 3 * x
