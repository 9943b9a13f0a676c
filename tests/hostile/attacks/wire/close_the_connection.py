# /// attack
# title = "Closes its end of the connection and lives on"
# endings = ["crashed"]
# ///
import os
import time


def attack(*arguments, **keywords):
    os.close(3)
    time.sleep(5)
