import numpy as np

EDGES = np.array([0.01, 0.1])


def analyze_gradient_flow(networks, x, y):
    out = {}
    for name, net in networks.items():
        _, a, z = net.forward_pass(x)
        m = np.asarray(net.backward_pass(x, y, a, z)[2], dtype=float)
        depth = len(m)
        entry = {"magnitudes": m, "num_layers": depth, "activations": a, "z_values": z}
        if depth == 1:
            entry.update(decay_ratio=None, diagnosis=None)
        else:
            ratio = m[0] / m[-1]
            below = np.count_nonzero(ratio < EDGES)
            entry["decay_ratio"] = ratio
            entry["diagnosis"] = ("exploding" if ratio > 10 else "healthy", "moderate vanishing", "severe vanishing")[below]
        far = np.array([abs(np.mean(v)) > 3 for v in z[:-1]], dtype=bool)
        entry["saturated_layers"] = (np.nonzero(far)[0] + 1) if net.activation == "sigmoid" else np.array([], dtype=int)
        out[name] = entry
    return out
