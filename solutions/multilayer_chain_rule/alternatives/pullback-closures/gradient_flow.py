import numpy as np


def analyze_gradient_flow(networks, x, y):
    def diagnose(ratio):
        match ratio:
            case None:
                return None
            case r if r < 0.01:
                return "severe vanishing"
            case r if r < 0.1:
                return "moderate vanishing"
            case r if r > 10:
                return "exploding"
        return "healthy"

    result = {}
    for name, net in networks.items():
        output, activations, z_values = net.forward_pass(x)
        _, _, magnitudes = net.backward_pass(x, y, activations, z_values)
        match magnitudes:
            case [_]:
                ratio = None
            case [first, *_, last]:
                ratio = float(first) / float(last)
        saturated = set()
        if net.activation == "sigmoid":
            for layer, z in zip(range(1, net.num_layers), z_values):
                if np.abs(np.average(z)) > 3:
                    saturated.add(layer)
        result[name] = {
            "magnitudes": list(magnitudes), "num_layers": net.num_layers, "activations": activations, "z_values": z_values,
            "decay_ratio": ratio, "diagnosis": diagnose(ratio), "saturated_layers": sorted(saturated),
        }
    return result
