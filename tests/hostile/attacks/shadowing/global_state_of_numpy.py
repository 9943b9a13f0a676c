# /// attack
# title = "Changes the error state, the printing and the buffers of numpy"
# endings = ["returned"]
# ///
import numpy as np

np.seterr(all="raise")
np.setbufsize(16)
np.set_printoptions(formatter={"all": lambda value: exit()})
np.random.seed(0)
np.ndarray.__doc__


def attack(x):
    return 3 * x
