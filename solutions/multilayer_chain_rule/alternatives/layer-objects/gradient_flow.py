import numpy as np


class FlowAnalysis:
    LIMITS = ((0.01, "severe vanishing"), (0.1, "moderate vanishing"))

    def __init__(self, network, x, y):
        self.network = network
        _, self.activations, self.z_values = network.forward_pass(x)
        _, _, self.magnitudes = network.backward_pass(x, y, self.activations, self.z_values)

    @property
    def decay_ratio(self):
        if self.network.num_layers == 1:
            return None
        return self.magnitudes[0] / self.magnitudes[-1]

    @property
    def diagnosis(self):
        ratio = self.decay_ratio
        if ratio is None:
            return None
        for limit, word in self.LIMITS:
            if ratio < limit:
                return word
        return "healthy" if not ratio > 10 else "exploding"

    @property
    def saturated_layers(self):
        if self.network.activation != "sigmoid":
            return []
        *hidden, _ = self.z_values
        return [n for n, z in enumerate(hidden, 1) if not -3 <= float(np.mean(z)) <= 3]

    def as_dict(self):
        keys = "magnitudes activations z_values decay_ratio diagnosis saturated_layers".split()
        return {"num_layers": self.network.num_layers, **{k: getattr(self, k) for k in keys}}


def analyze_gradient_flow(networks, x, y):
    return {name: FlowAnalysis(net, x, y).as_dict() for name, net in networks.items()}
