# /// attack
# title = "Patches the types of Python through their dictionaries"
# endings = []
# ///
import ctypes
import gc

for kind in (float, int, list):
    (methods,) = [each for each in gc.get_referents(kind.__dict__) if isinstance(each, dict)] or [None]
    if methods is not None:
        methods["__eq__"] = lambda self, other: True
ctypes.pythonapi.PyType_Modified(ctypes.py_object(float))


def attack(x):
    return 3 * x
