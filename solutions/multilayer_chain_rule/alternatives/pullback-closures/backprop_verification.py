import numpy as np

from data_generators import load_sports_dataset
from detailed_backprop import DetailedBackpropNetwork


def verify_backpropagation(network=None, x=None, y=None, h=1e-5):
    features, labels, _, _ = load_sports_dataset()
    network = network or DetailedBackpropNetwork([3, 2, 1])
    x = x if x is not None else features[0]
    y = y if y is not None else labels[0]
    _, activations, z_values = network.detailed_forward_pass(x, verbose=False)
    gw, gb, _ = network.detailed_backward_pass(x, y, activations, z_values, verbose=False)
    nw, nb = network.numerical_gradients(x, y, h)
    reports = []
    for n, (a, b, c, d) in enumerate(zip(gw, nw, gb, nb), start=1):
        dw = np.abs(a - b).max()
        db = np.abs(c - d).max()
        match max(dw, db) if not (np.isnan(dw) or np.isnan(db)) else np.nan:
            case worst if worst < 1e-6:
                verdict = "perfect"
            case worst if worst < 1e-4:
                verdict = "good"
            case _:
                verdict = "mismatch"
        reports.append({"layer": n, "max_weight_difference": dw, "max_bias_difference": db, "verdict": verdict})
    return reports
