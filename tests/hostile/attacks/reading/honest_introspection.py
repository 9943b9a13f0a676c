# /// attack
# title = "Looks at its own source, frames and environment"
# ///
import gc
import inspect
import os
import sys


def double(x):
    assert "def double" in inspect.getsource(double)
    assert sys._getframe().f_code.co_name == "double" and gc.get_objects() and "PATH" in os.environ
    return 2 * x
