import numpy as np
import activations as given


class MultiLayerNetwork:
    KNOWN = ("sigmoid", "tanh", "relu")

    def __init__(self, layer_sizes, activation="sigmoid", rng=None):
        if activation not in self.KNOWN:
            raise ValueError("Choose one of: " + ", ".join(self.KNOWN))
        self.f = getattr(given, activation)
        self.f_deriv = getattr(given, activation + "_derivative")
        self.activation = activation
        self.layer_sizes = layer_sizes
        self.num_layers = len(layer_sizes) - 1
        self.weights, self.biases = self.initialise(rng if rng is not None else np.random.default_rng())

    def initialise(self, rng):
        weights, biases = [], []
        for n_in, n_out in zip(self.layer_sizes, self.layer_sizes[1:]):
            weights.append(rng.normal(loc=0.0, scale=np.sqrt(2.0 / (n_in + n_out)), size=(n_in, n_out)))
            biases.append(np.zeros(n_out))
        return weights, biases

    def count_parameters(self):
        count = 0
        for w in self.weights:
            count += w.size
        for b in self.biases:
            count += b.size
        return count

    def layer(self, k, a):
        z = a @ self.weights[k] + self.biases[k]
        last = k == self.num_layers - 1
        return z, given.sigmoid(z) if last else self.f(z)

    def forward_pass(self, x, store_activations=True):
        a = np.asarray(x, dtype=float)
        activations, z_values = [a], []
        for k in range(self.num_layers):
            z, a = self.layer(k, a)
            z_values.append(z)
            activations.append(a)
        if store_activations:
            return a, activations, z_values
        else:
            return a

    def error_of(self, k, y, activations, z_values):
        """dL/dz of layer k, by recursion."""
        if k == self.num_layers - 1:
            return (activations[-1] - y) / activations[-1].shape[0]
        behind = self.error_of(k + 1, y, activations, z_values)
        return self.f_deriv(z_values[k]) * (self.weights[k + 1] @ behind)

    def backward_pass(self, x, y, activations, z_values):
        errors = [self.error_of(k, y, activations, z_values) for k in range(self.num_layers)]
        gradients_w = [np.einsum("i,j->ij", activations[k], errors[k]) for k in range(self.num_layers)]
        return gradients_w, errors, [np.linalg.norm(e) for e in errors]
