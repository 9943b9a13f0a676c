# /// attack
# title = "Brings modules named like those of Python"
# endings = ["returned"]
# [files]
# "random.py" = "raise SystemExit(0)\n"
# "json.py" = "raise SystemExit(0)\n"
# "socket.py" = "raise SystemExit(0)\n"
# "traceback.py" = "raise SystemExit(0)\n"
# "linecache.py" = "raise SystemExit(0)\n"
# "struct.py" = "raise SystemExit(0)\n"
# ///
def attack(x):
    return 3 * x
