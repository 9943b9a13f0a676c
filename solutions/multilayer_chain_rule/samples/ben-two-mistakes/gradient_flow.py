# Task 3.1 - Ben (I worked on this with Ada)
import numpy as np

from my_helpers import log, word_for

WORDS = [
    (lambda r: r < 0.01, "severe vanishing"),
    (lambda r: r < 0.1, "moderate vanishing"),
    (lambda r: r > 10, "exploding"),
]


def find_saturated(network, z_values):
    if network.activation != "sigmoid":
        return []
    found = []
    for number, z in enumerate(z_values, start=1):
        is_hidden = number < network.num_layers
        if is_hidden and abs(np.asarray(z).mean()) > 3:
            found.append(number)
    return found


def analyze_gradient_flow(networks, x, y):
    report = {}
    for name in networks:
        network = networks[name]
        output, activations, z_values = network.forward_pass(x)
        _, _, magnitudes = network.backward_pass(x, y, activations, z_values)
        L = network.num_layers
        ratio = None
        word = None
        if L > 1:
            # from the first layer to the last one
            start, end = float(magnitudes[0]), float(magnitudes[-1])
            ratio = end / start if start != 0 else float("nan")
            word = word_for(ratio, WORDS, "healthy")
        log(name, "ratio", ratio, word)
        report[name] = {
            "magnitudes": magnitudes,
            "num_layers": L,
            "activations": activations,
            "z_values": z_values,
            "decay_ratio": ratio,
            "diagnosis": word,
            "saturated_layers": find_saturated(network, z_values),
        }
    return report
