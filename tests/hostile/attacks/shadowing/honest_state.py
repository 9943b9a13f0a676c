# /// attack
# title = "Seeds generators, changes options and the working directory"
# ///
import os
import random
import warnings

import numpy as np

random.seed(1)
np.random.seed(1)
np.set_printoptions(precision=2)
warnings.simplefilter("ignore")
os.makedirs("work", exist_ok=True)
os.chdir("work")


def double(x):
    return 2 * x
