import numpy as np
import data_generators
from detailed_backprop import DetailedBackpropNetwork


def verify_backpropagation(network=None, x=None, y=None, h=1e-5):
    X, Y, names, texts = data_generators.load_sports_dataset()
    if network is None:
        network = DetailedBackpropNetwork([3, 2, 1])
    if x is None:
        x = X[0]
    if y is None:
        y = Y[0]
    out, a, z = network.detailed_forward_pass(x, verbose=False)
    grads = network.detailed_backward_pass(x, y, a, z, verbose=False)
    approx = network.numerical_gradients(x, y, h=h)
    results = []
    for layer in range(len(grads[0])):
        worst = []
        for kind in (0, 1):
            difference = np.abs(grads[kind][layer] - approx[kind][layer])
            worst.append(difference.max())
        if all(w < 1e-6 for w in worst):
            verdict = "perfect"
        elif all(w < 1e-4 for w in worst):
            verdict = "good"
        else:
            verdict = "mismatch"
        results.append(dict(layer=layer + 1, max_weight_difference=worst[0], max_bias_difference=worst[1],
                            verdict=verdict))
    return results
