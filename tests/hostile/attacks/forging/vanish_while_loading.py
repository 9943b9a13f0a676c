# /// attack
# title = "Leaves its process while it is loaded"
# endings = ["crashed"]
# ///
import os

os._exit(0)
