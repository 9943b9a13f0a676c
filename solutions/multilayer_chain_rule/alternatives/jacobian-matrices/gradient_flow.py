import numpy as np


def analyze_gradient_flow(networks, x, y):
    report = {}
    for name, network in networks.items():
        result = network.forward_pass(x, True)
        magnitudes = network.backward_pass(x, y, result[1], result[2])[2]
        L = network.num_layers
        r = None
        d = None
        if L != 1:
            r = np.divide(magnitudes[0], magnitudes[L - 1])
            conditions = [r < 0.01, (r >= 0.01) & (r < 0.1), r > 10]
            d = np.select(conditions, ["severe vanishing", "moderate vanishing", "exploding"], default="healthy")[()]
        mean_z = np.array([np.mean(z) for z in result[2]])
        hidden = np.arange(1, L + 1)[:-1]
        far = hidden[np.abs(mean_z[:-1]) > 3] if network.activation == "sigmoid" else hidden[:0]
        report[name] = dict(magnitudes=magnitudes, num_layers=L, activations=result[1], z_values=result[2],
                            decay_ratio=r, diagnosis=d, saturated_layers=[int(l) for l in far])
    return report
