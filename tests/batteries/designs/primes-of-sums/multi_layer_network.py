import numpy as np


class Activation(object):
    def __init__(self, kind):
        self.f = getattr(self, "_" + kind, None)
        self.f_prime = getattr(self, "_" + kind + "_prime", None)
        if self.f_prime is None:
            raise ValueError("Error! Invalid activation function (sigmoid, relu, tanh)")

    def _sigmoid(self, s):
        return 1 / (1 + np.exp(-s))

    def _sigmoid_prime(self, s):
        return s * (1 - s)

    def _relu(self, s):
        return np.maximum(0, s)

    def _relu_prime(self, s):
        return (s > 0) * 1.0

    def _tanh(self, s):
        return np.tanh(s)

    def _tanh_prime(self, s):
        return 1-s**2


class MultiLayerNetwork(object):
    def __init__(self, layer_sizes, activation="sigmoid", rng=None):
        self.unit = Activation(activation)
        self.activation = activation
        self.layer_sizes = layer_sizes
        self.num_layers = len(layer_sizes) - 1
        rng = rng if rng else np.random.default_rng()
        self.weights = [rng.normal(0, np.sqrt(2 / (m + n)), size=(m, n)) for m, n in zip(layer_sizes, layer_sizes[1:])]
        self.biases = [np.zeros(n) for n in layer_sizes[1:]]

    def count_parameters(self):
        return sum(w.size + b.size for w, b in zip(self.weights, self.biases))

    def forward_pass(self, x, store_activations=True):
        o = [np.array(x, dtype=float)]
        s = []
        for i in range(self.num_layers):
            s.append(o[-1].dot(self.weights[i]) + self.biases[i])
            o.append(Activation("sigmoid").f(s[-1]) if i + 1 == self.num_layers else self.unit.f(s[-1]))
        if store_activations:
            return o[-1], o, s
        return o[-1]

    def backward_pass(self, x, y, activations, z_values):
        t_delta = (activations[-1] - y) / len(activations[-1])
        z_delta = [t_delta]
        for i in range(1, self.num_layers):
            z_error = t_delta.dot(self.weights[-i].T)
            t_delta = z_error * self.unit.f_prime(z_values[-i - 1])
            z_delta.insert(0, t_delta)
        return ([np.outer(o, d) for o, d in zip(activations, z_delta)], z_delta,
                [np.linalg.norm(d) for d in z_delta])
