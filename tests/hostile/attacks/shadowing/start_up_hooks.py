# /// attack
# title = "Brings files that Python runs when it starts"
# endings = ["returned"]
# [files]
# "sitecustomize.py" = "raise SystemExit(0)\n"
# "usercustomize.py" = "raise SystemExit(0)\n"
# "evil.pth" = "import os; os._exit(0)\n"
# "pyvenv.cfg" = "home = /\n"
# ///
def attack(x):
    return 3 * x
