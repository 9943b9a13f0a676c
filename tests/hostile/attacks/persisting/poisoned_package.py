# /// attack
# title = "Changes an installed package for the next student"
# stopped_at = "jailed"
# proven = "never"
# ///
import os

import numpy

from loot import breach


def attack(*arguments, **keywords):
    folder = os.path.dirname(numpy.__file__)
    descriptor = os.open(os.path.join(folder, "__init__.py"), os.O_WRONLY | os.O_APPEND)
    os.close(descriptor)
    return breach("may change numpy")
