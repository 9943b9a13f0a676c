import numpy as np
from activations import relu, relu_derivative, sigmoid, sigmoid_derivative, tanh, tanh_derivative

TABLE = {"sigmoid": (sigmoid, sigmoid_derivative), "tanh": (tanh, tanh_derivative), "relu": (relu, relu_derivative)}


class UnknownActivation(ValueError):
    pass


class MultiLayerNetwork:
    __slots__ = ("layer_sizes", "num_layers", "activation", "weights", "biases")

    def __init__(self, layer_sizes, activation="sigmoid", rng=None):
        if activation not in tuple(TABLE):
            raise UnknownActivation(activation)
        self.layer_sizes = tuple(np.int64(n) for n in layer_sizes)
        self.num_layers = np.int64(len(layer_sizes) - 1)
        self.activation = np.str_(activation)
        rng = rng if rng is not None else np.random.default_rng()
        self.weights = tuple(
            np.asfortranarray(rng.normal(0.0, np.sqrt(2.0 / (n + m)), (n, m))) for n, m in zip(layer_sizes, layer_sizes[1:])
        )
        self.biases = tuple(np.zeros(m) for m in layer_sizes[1:])

    def count_parameters(self):
        return np.sum([w.size for w in self.weights] + [b.size for b in self.biases])

    def forward_pass(self, x, store_activations=True):
        f = TABLE[str(self.activation)][0]
        activations, zs = (np.array(x, dtype=np.float64),), ()
        last = len(self.weights) - 1
        for k, (w, b) in enumerate(zip(self.weights, self.biases)):
            zs += (np.add(np.dot(activations[-1], w), b),)
            activations += ((sigmoid if k == last else f)(zs[-1]),)
        return [activations[-1], activations, zs] if store_activations else activations[-1]

    def backward_pass(self, x, y, activations, z_values):
        df = TABLE[str(self.activation)][1]
        deltas = (np.subtract(activations[-1], np.atleast_1d(y)),)
        for k in range(len(self.weights) - 1, 0, -1):
            deltas = (np.multiply(np.dot(self.weights[k], deltas[0]), df(z_values[k - 1])),) + deltas
        gw = tuple(np.asfortranarray(np.outer(a, d)) for a, d in zip(activations, deltas))
        norms = tuple(np.array(np.sqrt(np.dot(d, d))) for d in deltas)
        return [gw, deltas, norms]
