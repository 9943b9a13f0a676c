# /// attack
# title = "Exits while it is loaded, and other tasks import it"
# target = "chain"
# module = "detailed_backprop"
# endings = ["crashed"]
# ///
import os

os._exit(0)
