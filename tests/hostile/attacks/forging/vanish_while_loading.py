# /// attack
# title = "Leaves its process while it is loaded"
# rows = ["F2", "P8"]
# endings = ["crashed"]
# ///
import os

os._exit(0)
