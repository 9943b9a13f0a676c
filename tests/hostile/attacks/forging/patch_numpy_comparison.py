# /// attack
# title = "Makes all comparisons of numpy agree"
# endings = ["returned"]
# ///
import numpy as np

for module in (np, np.testing, np.ma):
    for name in ("allclose", "array_equal", "isclose", "assert_allclose", "assert_array_equal", "equal", "not_equal"):
        if hasattr(module, name):
            setattr(module, name, lambda *arguments, **keywords: True)
np.abs = np.absolute = np.isfinite = np.linalg.norm = lambda *arguments, **keywords: 0.0


def attack(x):
    return 3 * x
