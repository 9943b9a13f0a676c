import numpy as np
from data_generators import load_sports_dataset
from detailed_backprop import DetailedBackpropNetwork


def rel_error(x, y):
    """ returns relative error """
    return np.max(np.abs(x - y) / (np.maximum(1e-8, np.abs(x) + np.abs(y))))


def verify_backpropagation(network=None, x=None, y=None, h=1e-5):
    X, Y, _, _ = load_sports_dataset()
    network = network if network is not None else DetailedBackpropNetwork([3, 2, 1])
    x = x if x is not None else X[0]
    y = y if y is not None else Y[0]
    out, acts, zs = network.detailed_forward_pass(x, verbose=False)
    grads, grads_b, loss = network.detailed_backward_pass(x, y, acts, zs, verbose=False)
    num, num_b = network.numerical_gradients(x, y, h)
    rows = []
    for i, (g, n, gb, nb) in enumerate(zip(grads, num, grads_b, num_b)):
        w_err, b_err = rel_error(g, n), rel_error(gb, nb)
        rows.append({
            'layer': i + 1,
            'max_weight_difference': w_err,
            'max_bias_difference': b_err,
            'verdict': 'perfect' if w_err < 1e-6 and b_err < 1e-6 else 'good' if w_err < 1e-4 and b_err < 1e-4 else 'mismatch',
        })
    return rows
