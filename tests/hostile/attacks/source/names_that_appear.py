# /// attack
# title = "Makes names when they are asked for, and prints which"
# endings = ["raised"]
# ///
def __getattr__(name):
    raise KeyboardInterrupt(name)
