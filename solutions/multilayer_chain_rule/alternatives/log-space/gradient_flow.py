import numpy as np


def analyze_gradient_flow(networks, x, y):
    report = {}
    for name, net in networks.items():
        _, a, z = net.forward_pass(x)
        m = net.backward_pass(x, y, a, z)[2]
        ratio = diagnosis = None
        if net.num_layers > 1:
            ratio = np.asarray(m[0], dtype=float) / np.asarray(m[-1], dtype=float)
            decades = np.log10(ratio)
            if decades < -2 and ratio < 0.01:
                diagnosis = "severe vanishing"
            elif decades < -1 and ratio < 0.1:
                diagnosis = "moderate vanishing"
            elif decades > 1:
                diagnosis = "exploding"
            else:
                diagnosis = "healthy"
        far = []
        if net.activation == "sigmoid":
            far = [k + 1 for k in range(net.num_layers - 1) if not abs(float(np.mean(z[k]))) <= 3]
        report[name] = dict(magnitudes=m, num_layers=net.num_layers, activations=a, z_values=z, decay_ratio=ratio,
                            diagnosis=diagnosis, saturated_layers=far)
    return report
