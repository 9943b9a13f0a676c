"""In the manner of a well-known online book: column vectors, nabla_w and nabla_b, negative indices."""
import numpy as np

from gradient_magnitudes import FUNCTIONS, PRIMES


class MultiLayerNetwork(object):
    def __init__(self, layer_sizes, activation="sigmoid", rng=None):
        if not activation in FUNCTIONS:
            raise ValueError("no such activation")
        rng = rng or np.random.default_rng()
        self.num_layers = len(layer_sizes) - 1
        self.layer_sizes = layer_sizes
        self.activation = activation
        self.biases = [np.zeros(y) for y in layer_sizes[1:]]
        self.weights = [
            rng.standard_normal((x, y)) * np.sqrt(2.0 / (x + y)) for x, y in zip(layer_sizes[:-1], layer_sizes[1:])
        ]

    def count_parameters(self):
        return sum(w.shape[0] * w.shape[1] + len(b) for w, b in zip(self.weights, self.biases))

    def forward_pass(self, x, store_activations=True):
        activation = np.array(x, dtype=float).reshape(-1, 1)
        activations, zs = [activation], []
        for number, (b, w) in enumerate(zip(self.biases, self.weights)):
            z = np.dot(w.T, activation) + b.reshape(-1, 1)
            zs.append(z)
            activation = FUNCTIONS[self.activation if number + 1 < self.num_layers else "sigmoid"](z)
            activations.append(activation)
        if not store_activations:
            return activation.flatten()
        return activation.flatten(), [a.flatten() for a in activations], [z.flatten() for z in zs]

    def backward_pass(self, x, y, activations, z_values):
        y = np.reshape(y, (-1, 1)).astype(float)
        acts = [np.reshape(a, (-1, 1)) for a in activations]
        zs = [np.reshape(z, (-1, 1)) for z in z_values]
        nabla_b = [np.zeros(b.shape) for b in self.biases]
        nabla_w = [np.zeros(w.shape) for w in self.weights]
        norms = [0] * self.num_layers
        delta = acts[-1] - y
        nabla_b[-1] = delta.flatten()
        nabla_w[-1] = np.dot(acts[-2], delta.transpose())
        norms[-1] = np.sqrt(np.vdot(delta, delta))
        for l in range(2, self.num_layers + 1):
            sp = PRIMES[self.activation](zs[-l])
            delta = np.dot(self.weights[-l + 1], delta) * sp
            nabla_b[-l] = delta.flatten()
            nabla_w[-l] = np.dot(acts[-l - 1], delta.transpose())
            norms[-l] = np.sqrt(np.vdot(delta, delta))
        return nabla_w, nabla_b, norms
