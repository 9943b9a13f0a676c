import numpy as np


def analyze_spectrum(jacobian):
    jacobian = np.asarray(jacobian)
    values = np.linalg.svd(jacobian, full_matrices=False).S
    rank = np.count_nonzero(values > 1e-10 * values.max())
    with np.errstate(divide="ignore", invalid="ignore"):
        condition = np.where(rank < min(jacobian.shape), np.inf, values[0] / values[-1])
    return dict(
        singular_values=values,
        spectral_norm=np.linalg.norm(jacobian, 2),
        frobenius_norm=np.sqrt(np.sum(values**2)),
        rank=rank,
        condition_number=condition,
    )
