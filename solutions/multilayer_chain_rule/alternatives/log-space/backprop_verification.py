import numpy as np

from data_generators import load_sports_dataset
from detailed_backprop import DetailedBackpropNetwork


def verify_backpropagation(network=None, x=None, y=None, h=1e-5):
    X, Y, _, _ = load_sports_dataset()
    network = DetailedBackpropNetwork([3, 2, 1]) if network is None else network
    x = X[0] if x is None else x
    y = Y[0] if y is None else y
    out, a, z = network.detailed_forward_pass(x, verbose=False)
    gw, gb, _ = network.detailed_backward_pass(x, y, a, z, verbose=False)
    nw, nb = network.numerical_gradients(x, y, h)
    result = []
    for k in range(len(gw)):
        w = float(np.max(np.abs(np.asarray(gw[k]) - np.asarray(nw[k]))))
        b = float(np.max(np.abs(np.asarray(gb[k]) - np.asarray(nb[k]))))
        verdict = "mismatch"
        if not np.isnan(w + b):
            verdict = next((v for v, limit in (("perfect", 1e-6), ("good", 1e-4)) if max(w, b) < limit), "mismatch")
        result.append(dict(layer=k + 1, max_weight_difference=w, max_bias_difference=b, verdict=verdict))
    return result
