import numpy as np

from data_generators import load_sports_dataset
from detailed_backprop import DetailedBackpropNetwork


def verify_backpropagation(network=None, x=None, y=None, h=1e-5):
    features, labels, feature_names, texts = load_sports_dataset()
    print("checking on", texts[0], dict(zip(feature_names, features[0])))
    if network is None:
        network = DetailedBackpropNetwork([3, 2, 1])
    if x is None:
        x = features[0]
    if y is None:
        y = labels[0]
    out, acts, zs = network.detailed_forward_pass(x, verbose=False)
    gw, gb, loss = network.detailed_backward_pass(x, y, acts, zs, verbose=False)
    nw, nb = network.numerical_gradients(x, y, h)
    print(f"{'layer':>6} {'weights':>12} {'biases':>12}  verdict")
    rows = []
    for k in range(len(gw)):
        dw, db = np.abs(gw[k] - nw[k]).max(), np.abs(gb[k] - nb[k]).max()
        if dw < 1e-6 and db < 1e-6:
            verdict = "perfect"
        elif dw < 1e-4 and db < 1e-4:
            verdict = "good"
        else:
            verdict = "mismatch"
        print(f"{k + 1:>6} {dw:>12.3e} {db:>12.3e}  {verdict}")
        rows.append({"layer": k + 1, "max_weight_difference": dw, "max_bias_difference": db, "verdict": verdict, "loss": loss})
    return rows
