import numpy as np

from data_generators import load_sports_dataset
from detailed_backprop import DetailedBackpropNetwork


def verify_backpropagation(network=None, x=None, y=None, h=1e-5):
    if network is None: network = DetailedBackpropNetwork([3, 2, 1])
    if x is None: x = load_sports_dataset()[0][0]
    if y is None: y = load_sports_dataset()[1][0]
    _, activations, zs = network.detailed_forward_pass(x, verbose=False)
    nabla_w, nabla_b, _ = network.detailed_backward_pass(x, y, activations, zs, verbose=False)
    approx_w, approx_b = network.numerical_gradients(x, y, h=h)
    rows = []
    for l in range(len(nabla_w)):
        dw = np.linalg.norm(np.ravel(nabla_w[l] - approx_w[l]), np.inf)
        db = np.linalg.norm(np.ravel(nabla_b[l] - approx_b[l]), np.inf)
        both = np.array([dw, db])
        verdict = "perfect" if np.all(both < 1e-6) else ("good" if np.all(both < 1e-4) else "mismatch")
        rows.append(dict(layer=l + 1, max_weight_difference=dw, max_bias_difference=db, verdict=verdict))
    return rows
