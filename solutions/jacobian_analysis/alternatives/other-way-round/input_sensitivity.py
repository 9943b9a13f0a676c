import numpy as np


def classify_inputs(jacobian, names, low=0.1, high=1.0):
    lengths = np.sqrt(np.einsum("ij,ij->j", jacobian, jacobian))
    words = np.select([lengths < low, lengths > high], ["insensitive", "sensitive"], "moderate")
    order = np.lexsort((names, -lengths))
    return {
        "sensitivities": dict(zip(names, lengths)),
        "classes": dict(zip(names, words)),
        "ranking": np.array(names)[order],
    }
