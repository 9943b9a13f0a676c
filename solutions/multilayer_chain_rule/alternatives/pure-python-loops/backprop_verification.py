import math

from data_generators import load_sports_dataset
from detailed_backprop import DetailedBackpropNetwork


def verify_backpropagation(network=None, x=None, y=None, h=1e-5):
    features, labels, names, texts = load_sports_dataset()
    if network is None:
        network = DetailedBackpropNetwork([3, 2, 1])
    if x is None:
        x = features[0]
    if y is None:
        y = labels[0]
    out, acts, zs = network.detailed_forward_pass(x, verbose=False)
    gw, gb, loss = network.detailed_backward_pass(x, y, acts, zs, verbose=False)
    nw, nb = network.numerical_gradients(x, y, h)
    reports = []
    for l in range(len(gw)):
        worst_w = 0.0
        for i in range(len(gw[l])):
            for j in range(len(gw[l][i])):
                d = abs(float(gw[l][i][j]) - float(nw[l][i][j]))
                if d > worst_w or math.isnan(d):
                    worst_w = d
                if math.isnan(worst_w):
                    break
            if math.isnan(worst_w):
                break
        worst_b = 0.0
        for j in range(len(gb[l])):
            d = abs(float(gb[l][j]) - float(nb[l][j]))
            if d > worst_b or math.isnan(d):
                worst_b = d
            if math.isnan(worst_b):
                break
        if math.isnan(worst_w) or math.isnan(worst_b):
            verdict = "mismatch"
        elif worst_w < 1e-6 and worst_b < 1e-6:
            verdict = "perfect"
        elif worst_w < 1e-4 and worst_b < 1e-4:
            verdict = "good"
        else:
            verdict = "mismatch"
        reports.append(
            {
                "layer": l + 1,
                "max_weight_difference": worst_w,
                "max_bias_difference": worst_b,
                "verdict": verdict,
            }
        )
    return reports
