from itertools import starmap

import numpy as np
from data_generators import load_sports_dataset
from detailed_backprop import DetailedBackpropNetwork
from gradient_magnitudes import first

WORDS = ((lambda d: d < 1e-6, "perfect"), (lambda d: d < 1e-4, "good"), (lambda d: True, "mismatch"))
worst = lambda a, b: float(np.max(np.abs(np.subtract(a, b))))
default = lambda value, other: other() if value is None else value


def verify_backpropagation(network=None, x=None, y=None, h=1e-5):
    network = default(network, lambda: DetailedBackpropNetwork([3, 2, 1]))
    x = default(x, lambda: load_sports_dataset()[0][0])
    y = default(y, lambda: load_sports_dataset()[1][0])
    _, *passed = network.detailed_forward_pass(x, verbose=False)
    analytic = network.detailed_backward_pass(x, y, *passed, verbose=False)[:2]
    weights, biases = (list(starmap(worst, zip(*pair))) for pair in zip(analytic, network.numerical_gradients(x, y, h)))
    return [
        {"layer": n, "max_weight_difference": w, "max_bias_difference": b, "verdict": first(WORDS, np.maximum(w, b))}
        for n, w, b in zip(range(1, 1 + len(weights)), weights, biases)
    ]
