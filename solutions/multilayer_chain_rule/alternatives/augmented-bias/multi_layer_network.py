import numpy as np
from gradient_magnitudes import Activation, Sigmoid


def with_one(v):
    return np.append(np.asarray(v, dtype=float), 1.0)


class MultiLayerNetwork:
    def __init__(self, layer_sizes, activation="sigmoid", rng=None):
        if activation not in Activation.registry:
            raise ValueError(activation)
        self.layer_sizes, self.activation = list(layer_sizes), activation
        self.num_layers = len(layer_sizes) - 1
        rng = np.random.default_rng() if rng is None else rng
        self.weights = [np.sqrt(2 / (a + b)) * rng.standard_normal((a, b)) for a, b in zip(layer_sizes, layer_sizes[1:])]
        self.biases = [np.zeros(b) for b in layer_sizes[1:]]

    @property
    def theta(self):
        """One matrix per layer, the bias as its last row."""
        return [np.vstack([w, b]) for w, b in zip(self.weights, self.biases)]

    def count_parameters(self):
        return sum(t.size for t in self.theta)

    def acts(self):
        return [Activation.registry[self.activation]] * (self.num_layers - 1) + [Sigmoid]

    def forward_pass(self, x, store_activations=True):
        activations, zs = [np.asarray(x, dtype=float)], []
        for theta, act in zip(self.theta, self.acts()):
            zs.append(with_one(activations[-1]) @ theta)
            activations.append(act.value(zs[-1]))
        return (activations[-1], activations, zs) if store_activations else activations[-1]

    def backward_pass(self, x, y, activations, z_values):
        theta, act = self.theta, Activation.registry[self.activation]
        delta = activations[-1] - np.ravel(y)
        grads, norms = [], []
        for k in reversed(range(self.num_layers)):
            grads.insert(0, np.outer(with_one(activations[k]), delta))
            norms.insert(0, np.sqrt(delta @ delta))
            if k:
                delta = (theta[k] @ delta)[:-1] * act.slope(z_values[k - 1])
        return [g[:-1] for g in grads], [g[-1] for g in grads], norms
