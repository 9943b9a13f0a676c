import numpy as np

SCALE = [(-np.inf, "severe vanishing"), (0.01, "moderate vanishing"), (0.1, "healthy")]


def word(ratio):
    if ratio > 10:
        return "exploding"
    return [w for edge, w in SCALE if ratio >= edge][-1] if ratio == ratio else "healthy"


def analyze_gradient_flow(networks, x, y):
    report = {}
    for name in networks:
        net = networks[name]
        _, acts, zs = net.forward_pass(x)
        sizes = net.backward_pass(x, y, acts, zs)[2]
        entry = report.setdefault(name, {"decay_ratio": None, "diagnosis": None, "saturated_layers": []})
        entry.update(magnitudes=sizes, num_layers=net.num_layers, activations=acts, z_values=zs)
        if len(sizes) > 1:
            entry["decay_ratio"] = sizes[0] * (1.0 / sizes[-1]) if sizes[-1] else np.nan
            entry["diagnosis"] = word(entry["decay_ratio"])
        if net.activation == "sigmoid":
            entry["saturated_layers"] += [k for k, z in enumerate(zs, 1) if k < net.num_layers and abs(sum(z) / len(z)) > 3]
    return report
