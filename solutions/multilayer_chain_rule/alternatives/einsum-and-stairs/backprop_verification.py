import numpy as np
from data_generators import load_sports_dataset
from detailed_backprop import DetailedBackpropNetwork


def verify_backpropagation(network=None, x=None, y=None, h=1e-5):
    rows, labels, _, _ = load_sports_dataset()
    network = DetailedBackpropNetwork([3, 2, 1]) if network is None else network
    x, y = rows[0] if x is None else x, labels[0] if y is None else y
    forward = network.detailed_forward_pass(x, verbose=False)
    mine = network.detailed_backward_pass(x, y, forward[1], forward[2], verbose=False)[:2]
    theirs = network.numerical_gradients(x, y, h)
    worst = np.array([[np.max(np.abs(a - b)) for a, b in zip(p, q)] for p, q in zip(mine, theirs)])
    both = worst.max(axis=0)
    words = np.select([both < 1e-6, both < 1e-4], ["perfect", "good"], default="mismatch")
    return [
        {"layer": i + 1, "max_weight_difference": w, "max_bias_difference": b, "verdict": str(v)}
        for i, (w, b, v) in enumerate(zip(*worst, words))
    ]
