import math

import numpy as np


def analyze_spectrum(jacobian):
    singular = [float(s) for s in np.linalg.svd(jacobian)[1]]
    rank = 0
    for s in singular:
        if s > 1e-10 * singular[0]:
            rank += 1
    total = 0.0
    for row in jacobian:
        for entry in row:
            total += float(entry) ** 2
    if rank < len(singular):
        condition = math.inf
    else:
        condition = singular[0] / singular[-1]
    return {
        "singular_values": singular, "spectral_norm": singular[0], "frobenius_norm": math.sqrt(total),
        "rank": rank, "condition_number": condition,
    }
