from statistics import fmean

from gradient_magnitudes import first

WORDS = (
    (lambda r: r is None, None),
    (lambda r: r < 0.01, "severe vanishing"),
    (lambda r: r < 0.1, "moderate vanishing"),
    (lambda r: r > 10, "exploding"),
    (lambda r: True, "healthy"),
)


def report(network, x, y):
    _, activations, z_values = network.forward_pass(x)
    magnitudes = network.backward_pass(x, y, activations, z_values)[2]
    ratio = None if network.num_layers == 1 else magnitudes[0] / magnitudes[-1]
    candidates = enumerate(z_values[: -1 if network.activation == "sigmoid" else 0], start=1)
    return {
        "magnitudes": magnitudes, "num_layers": network.num_layers, "activations": activations, "z_values": z_values,
        "decay_ratio": ratio, "diagnosis": first(WORDS, ratio),
        "saturated_layers": [n for n, z in candidates if abs(fmean(map(float, z))) > 3],
    }


analyze_gradient_flow = lambda networks, x, y: dict(zip(networks, map(lambda n: report(n, x, y), networks.values())))
