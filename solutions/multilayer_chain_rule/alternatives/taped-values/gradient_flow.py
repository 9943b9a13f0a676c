import numpy as np


def word(ratio):
    for limit, text in ((0.01, "severe vanishing"), (0.1, "moderate vanishing")):
        if ratio < limit:
            return text
    return "exploding" if ratio > 10 else "healthy"


def look_at(network, x, y):
    output, activations, z_values = network.forward_pass(x, store_activations=True)
    *_, magnitudes = network.backward_pass(x, y, activations, z_values)
    several = len(magnitudes) > 1
    ratio = magnitudes[0] / magnitudes[-1] if several else None
    hidden = z_values[:-1] if network.activation == "sigmoid" else ()
    return dict(
        magnitudes=np.array(magnitudes),
        num_layers=len(magnitudes),
        activations=tuple(activations),
        z_values=tuple(z_values),
        decay_ratio=ratio,
        diagnosis=word(ratio) if several else None,
        saturated_layers=tuple(n + 1 for n, z in enumerate(hidden) if np.abs(np.mean(z)) > 3),
    )


def analyze_gradient_flow(networks, x, y):
    return {name: look_at(network, x, y) for name, network in networks.items()}
