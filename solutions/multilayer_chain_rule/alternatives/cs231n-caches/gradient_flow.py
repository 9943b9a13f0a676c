import numpy as np


def analyze_gradient_flow(networks, x, y):
    results = {}
    for name, model in networks.items():
        scores, activations, z_values = model.forward_pass(x)
        dws, dbs, magnitudes = model.backward_pass(x, y, activations, z_values)
        stats = {}
        stats["magnitudes"] = magnitudes
        stats["num_layers"] = len(dws)
        stats["activations"] = activations
        stats["z_values"] = z_values
        stats["decay_ratio"] = None
        stats["diagnosis"] = None
        stats["saturated_layers"] = []
        if len(dws) > 1:
            r = magnitudes[0] / (magnitudes[len(magnitudes) - 1])
            stats["decay_ratio"] = r
            stats["diagnosis"] = "healthy"
            if r < 0.1:
                stats["diagnosis"] = "moderate vanishing"
            if r < 0.01:
                stats["diagnosis"] = "severe vanishing"
            if r > 10:
                stats["diagnosis"] = "exploding"
        if model.activation == "sigmoid":
            for i in range(len(z_values) - 1):
                if np.abs(z_values[i].mean()) > 3.0:
                    stats["saturated_layers"].append(i + 1)
        results[name] = stats
    return results
