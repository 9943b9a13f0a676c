import numpy as np


def analyze_gradient_flow(networks, x, y):
    result = {}
    for name, network in networks.items():
        _, activations, zs = network.forward_pass(x)
        _, _, magnitudes = network.backward_pass(x, y, activations, zs)
        m = np.array(magnitudes, dtype=np.float64)
        ratio = None if m.size < 2 else np.array(m[0] / m[-1])
        word = None
        if ratio is not None:
            word = np.str_("healthy")
            for hit, text in ((ratio > 10, "exploding"), (ratio < 0.1, "moderate vanishing"), (ratio < 0.01, "severe vanishing")):
                if hit:
                    word = np.str_(text)
        means = [z.mean() for z in zs[:-1]]
        result[name] = {
            "magnitudes": m, "num_layers": np.int64(m.size), "activations": tuple(activations), "z_values": tuple(zs),
            "decay_ratio": ratio, "diagnosis": word,
            "saturated_layers": np.flatnonzero(np.abs(means) > 3) + 1 if network.activation == "sigmoid" else (),
        }
    return result
