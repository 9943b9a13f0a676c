# Task 4.2 - Eli
import numpy as np

from data_generators import load_sports_dataset
from detailed_backprop import DetailedBackpropNetwork
from my_helpers import log, word_for


def verify_backpropagation(network=None, x=None, y=None, h=1e-5):
    if network is None:
        network = DetailedBackpropNetwork([3, 2, 1])
    tweets, labels, _, _ = load_sports_dataset()
    if x is None:
        x = tweets[0]
    if y is None:
        y = int(labels[0])

    _, activations, z_values = network.detailed_forward_pass(x, verbose=False)
    by_hand_w, by_hand_b, _ = network.detailed_backward_pass(x, y, activations, z_values, verbose=False)

    # a smaller step is a better step, so keep refining until it cannot get any better
    step = h
    while step > 1e-12:
        by_force_w, by_force_b = network.numerical_gradients(x, y, step)
        smaller = step / 10

    rows = []
    for i in range(len(by_hand_w)):
        off_w = np.abs(np.asarray(by_hand_w[i]) - np.asarray(by_force_w[i])).max()
        off_b = np.abs(np.asarray(by_hand_b[i]) - np.asarray(by_force_b[i])).max()
        worst = np.array([off_w, off_b]).max()  # stays NaN when there is a NaN
        verdict = word_for(
            worst,
            [(lambda d: d < 1e-6, "perfect"), (lambda d: d < 1e-4, "good")],
            "mismatch",
        )
        log("layer", i + 1, "off by", off_w, off_b, verdict)
        print(f"layer {i + 1}: {verdict} (weights {off_w:.2e}, biases {off_b:.2e})")
        rows.append(
            {
                "layer": i + 1,
                "max_weight_difference": off_w,
                "max_bias_difference": off_b,
                "verdict": verdict,
            }
        )
    return rows
