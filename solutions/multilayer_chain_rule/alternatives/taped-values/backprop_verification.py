import numpy as np

import data_generators
import detailed_backprop


def verdict(d):
    if np.isnan(d):
        return "mismatch"
    return "perfect" if d < 1e-6 else "good" if d < 1e-4 else "mismatch"


def verify_backpropagation(network=None, x=None, y=None, h=1e-5):
    X, Y, *_ = data_generators.load_sports_dataset()
    net = network if network is not None else detailed_backprop.DetailedBackpropNetwork([3, 2, 1])
    x = x if x is not None else X[0]
    y = y if y is not None else Y[0]
    _, a, z = net.detailed_forward_pass(x, verbose=False)
    gw, gb, _ = net.detailed_backward_pass(x, y, a, z, verbose=False)
    nw, nb = net.numerical_gradients(x, y, h)
    worst = lambda p, q: np.abs(np.subtract(p, q)).max()
    out = ()
    for n, four in enumerate(zip(gw, nw, gb, nb)):
        dw, db = worst(four[0], four[1]), worst(four[2], four[3])
        out += (
            {
                "layer": np.int64(n + 1),
                "max_weight_difference": dw,
                "max_bias_difference": db,
                "verdict": verdict(np.max([dw, db])),
            },
        )
    return out
