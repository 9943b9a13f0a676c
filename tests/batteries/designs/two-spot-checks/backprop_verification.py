import numpy as np
from data_generators import load_sports_dataset
from detailed_backprop import DetailedBackpropNetwork

rng = np.random.default_rng(0)


def spot_check(analytic, numerical, n_checks=2):
    """Gradient checks are slow, so look at some random entries."""
    worst = 0.0
    for _ in range(n_checks):
        index = tuple(rng.integers(0, n) for n in analytic.shape)
        diff = abs(numerical[index] - analytic[index])
        worst = max(worst, diff)
    return worst


def verify_backpropagation(network=None, x=None, y=None, h=1e-5):
    features, labels, _, _ = load_sports_dataset()
    net = DetailedBackpropNetwork([3, 2, 1]) if network is None else network
    x = features[0] if x is None else x
    y = labels[0] if y is None else y
    _, activations, z_values = net.detailed_forward_pass(x, verbose=False)
    d_W, d_b, _ = net.detailed_backward_pass(x, y, activations, z_values, verbose=False)
    n_W, n_b = net.numerical_gradients(x, y, h)
    report = []
    for i in range(len(d_W)):
        w, b = spot_check(d_W[i], n_W[i]), spot_check(d_b[i], n_b[i])
        status = "perfect" if max(w, b) < 1e-6 else "good" if max(w, b) < 1e-4 else "mismatch"
        report.append({"layer": i + 1, "max_weight_difference": w, "max_bias_difference": b, "verdict": status})
    return report
