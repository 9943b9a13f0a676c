import math


def diagnosis(ratio):
    if ratio is None:
        return None
    if ratio > 10:
        return "exploding"
    if ratio >= 0.1 or math.isnan(ratio):
        return "healthy"
    return "moderate vanishing" if ratio >= 0.01 else "severe vanishing"


def analyze_gradient_flow(networks, x, y):
    def one(net):
        _, activations, z_values = net.forward_pass(x)
        magnitudes = net.backward_pass(x, y, activations, z_values)[-1]
        ratio = magnitudes[0] / magnitudes[-1] if net.num_layers >= 2 else None
        saturated = []
        for n in range(1, net.num_layers):
            z = list(z_values[n - 1])
            if net.activation == "sigmoid" and abs(sum(z)) > 3 * len(z):
                saturated.append(n)
        return {
            "magnitudes": magnitudes, "num_layers": net.num_layers, "activations": activations, "z_values": z_values,
            "decay_ratio": ratio, "diagnosis": diagnosis(ratio), "saturated_layers": saturated,
        }

    return {name: one(net) for name, net in networks.items()}
