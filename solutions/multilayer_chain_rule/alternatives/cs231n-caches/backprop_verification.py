import numpy as np

from data_generators import load_sports_dataset
from detailed_backprop import DetailedBackpropNetwork


def max_error(a, b):
    return np.max(np.abs(a - b))


def verify_backpropagation(network=None, x=None, y=None, h=1e-5):
    X, Y, _, _ = load_sports_dataset()
    if network is None:
        network = DetailedBackpropNetwork([3, 2, 1])
    x = X[0] if x is None else x
    y = Y[0] if y is None else y
    out, activations, z_values = network.detailed_forward_pass(x, verbose=False)
    dws, dbs, loss = network.detailed_backward_pass(x, y, activations, z_values, verbose=False)
    nws, nbs = network.numerical_gradients(x, y, h)
    report = []
    for i in range(len(dws)):
        ew, eb = max_error(dws[i], nws[i]), max_error(dbs[i], nbs[i])
        verdict = "mismatch"
        if ew < 1e-4 and eb < 1e-4:
            verdict = "good"
        if ew < 1e-6 and eb < 1e-6:
            verdict = "perfect"
        report.append({"layer": i + 1, "max_weight_difference": ew, "max_bias_difference": eb, "verdict": verdict})
    return report
