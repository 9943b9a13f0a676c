import numpy as np
from data_generators import load_sports_dataset
from detailed_backprop import DetailedBackpropNetwork


def difference_of(grad, gradapprox):
    numerator = np.linalg.norm(grad - gradapprox)                           # Step 1
    denominator = np.linalg.norm(grad) + np.linalg.norm(gradapprox)         # Step 2
    return numerator / denominator                                          # Step 3


def verify_backpropagation(network=None, x=None, y=None, h=1e-5):
    if network is None:
        network = DetailedBackpropNetwork([3, 2, 1])
    if x is None:
        x = load_sports_dataset()[0][0]
    if y is None:
        y = load_sports_dataset()[1][0]
    AL, A, Z = network.detailed_forward_pass(x, verbose=False)
    gW, gb, cost = network.detailed_backward_pass(x, y, A, Z, verbose=False)
    aW, ab = network.numerical_gradients(x, y, h)
    checks = []
    for l in range(1, len(gW) + 1):
        dW, db = difference_of(gW[l - 1], aW[l - 1]), difference_of(gb[l - 1], ab[l - 1])
        difference = max(dW, db)
        if difference < 1e-6:
            verdict = "perfect"
        elif difference < 1e-4:
            verdict = "good"
        else:
            verdict = "mismatch"
        checks.append({"layer": l, "max_weight_difference": dW, "max_bias_difference": db, "verdict": verdict})
    return checks
