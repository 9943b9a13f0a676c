import numpy as np
from data_generators import load_sports_dataset
from detailed_backprop import DetailedBackpropNetwork


def verify_backpropagation(network=None, x=None, y=None, h=1e-5):
    data = load_sports_dataset()
    network = DetailedBackpropNetwork([3, 2, 1]) if network is None else network
    x = np.copy(data[0][0]) if x is None else x
    y = data[1][0] if y is None else y
    forward = network.detailed_forward_pass(x, verbose=False)
    gw, gb, _ = network.detailed_backward_pass(x, y, *forward[1:], verbose=False)
    nw, nb = network.numerical_gradients(x, y, h)
    reports = ()
    for n in range(len(gw)):
        dw = np.array(np.amax(np.fabs(np.asarray(gw[n]) - nw[n])))
        db = np.array(np.amax(np.fabs(np.asarray(gb[n]) - nb[n])))
        worst = np.maximum(dw, db)
        verdict = np.str_("perfect" if worst < 1e-6 else "good" if worst < 1e-4 else "mismatch")
        reports += ({"layer": np.uint8(n + 1), "max_weight_difference": dw, "max_bias_difference": db, "verdict": verdict},)
    return reports
