import numpy as np
from data_generators import load_sports_dataset
from detailed_backprop import DetailedBackpropNetwork


def verify_backpropagation(network=None, x=None, y=None, h=1e-5):
    X, t, _, _ = load_sports_dataset()
    network = DetailedBackpropNetwork([3, 2, 1]) if network is None else network
    x = X[0] if x is None else x
    y = t[0] if y is None else y
    _, a, z = network.detailed_forward_pass(x, verbose=False)
    gw, gb, _ = network.detailed_backward_pass(x, y, a, z, verbose=False)
    nw, nb = network.numerical_gradients(x, y, h)
    D = np.array([[np.abs(np.ravel(p) - np.ravel(q)).max() for p, q in zip(g, n)] for g, n in ((gw, nw), (gb, nb))]).T
    words = np.full(len(D), "mismatch", dtype=object)
    words[(D < 1e-4).all(axis=1)] = "good"
    words[(D < 1e-6).all(axis=1)] = "perfect"
    return [dict(layer=l + 1, max_weight_difference=D[l, 0], max_bias_difference=D[l, 1], verdict=words[l]) for l in range(len(D))]
