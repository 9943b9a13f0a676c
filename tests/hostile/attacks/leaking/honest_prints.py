# /// attack
# title = "Prints, warns and logs what it does"
# ///
import logging
import sys
import warnings


def double(x):
    print("doubling", x)
    print("doubling", x, file=sys.stderr)
    warnings.warn("doubled")
    logging.warning("doubled %s", x)
    return 2 * x
