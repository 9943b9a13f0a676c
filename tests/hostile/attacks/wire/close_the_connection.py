# /// attack
# title = "Closes its end of the connection and lives on"
# rows = ["K15"]
# endings = ["crashed"]
# ///
import os
import time


def attack(*arguments, **keywords):
    os.close(3)
    time.sleep(5)
