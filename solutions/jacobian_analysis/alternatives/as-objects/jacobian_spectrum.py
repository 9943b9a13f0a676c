import numpy as np


class Spectrum:
    def __init__(self, jacobian):
        self.jacobian = jacobian
        self.singular_values = np.linalg.svd(jacobian, compute_uv=False)

    @property
    def rank(self):
        return int(np.linalg.matrix_rank(self.jacobian, rtol=1e-10)) if np.any(self.jacobian) else 0

    @property
    def condition_number(self):
        if self.rank < len(self.singular_values):
            return np.inf
        return np.linalg.cond(self.jacobian)


def analyze_spectrum(jacobian):
    spectrum = Spectrum(np.asarray(jacobian))
    return {
        "singular_values": list(spectrum.singular_values),
        "spectral_norm": spectrum.singular_values[0],
        "frobenius_norm": np.linalg.norm(jacobian, "fro"),
        "rank": spectrum.rank,
        "condition_number": spectrum.condition_number,
    }
