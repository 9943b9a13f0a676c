import numpy as np
from data_generators import load_sports_dataset
from detailed_backprop import DetailedBackpropNetwork


def verify_backpropagation(network=None, x=None, y=None, h=1e-5):
    if network is None:
        network = DetailedBackpropNetwork([3, 2, 1])
    features, labels, _, _ = load_sports_dataset()
    if x is None:
        x = features[0]
    if y is None:
        y = float(labels[0])
    _, acts, zs = network.detailed_forward_pass(x, verbose=False)
    gw, gb, _ = network.detailed_backward_pass(x, y, acts, zs, verbose=False)
    nw, nb = network.numerical_gradients(x, y, h)
    out = []
    for k, parts in enumerate(zip(gw, gb, nw, nb), 1):
        w, b, v, c = map(np.asarray, parts)
        gap = np.abs(np.vstack([w, b]) - np.vstack([v, c]))
        small = lambda limit: bool((gap < limit).all())
        out.append({"layer": k, "max_weight_difference": gap[:-1].max(), "max_bias_difference": gap[-1].max(),
                    "verdict": "perfect" if small(1e-6) else "good" if small(1e-4) else "mismatch"})
    return out
