# /// attack
# title = "Makes names when they are asked for, and prints which"
# rows = ["P10", "V17"]
# endings = ["raised"]
# ///
def __getattr__(name):
    raise KeyboardInterrupt(name)
