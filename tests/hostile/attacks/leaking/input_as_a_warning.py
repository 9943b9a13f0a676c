# /// attack
# title = "Warns and logs with the hidden input"
# endings = ["returned"]
# ///
import logging
import warnings


def attack(x):
    warnings.warn(str(x))
    logging.error("%s", x)
    return None
