import numpy as np
from activations import *

# dizionario
activations_by_name = {
    "sigmoid": (sigmoid, sigmoid_derivative),
    "tanh": (tanh, tanh_derivative),
    "relu": (relu, relu_derivative),
}


class MultiLayerNetwork:
    def __init__(self, layer_sizes, activation="sigmoid", rng=None):
        try:
            self.act, self.dact = activations_by_name[activation]
        except KeyError:
            raise ValueError(f"activation {activation}?") from None
        if rng is None:
            rng = np.random.default_rng(0)
        self.layer_sizes = list(layer_sizes)
        self.num_layers = len(layer_sizes) - 1
        self.activation = activation
        self.weights = []   # pesi
        self.biases = []    # bias
        for i in range(len(layer_sizes) - 1):
            n_in, n_out = layer_sizes[i], layer_sizes[i + 1]
            sigma = np.sqrt(2 / (n_in + n_out))
            self.weights.append(sigma * rng.normal(size=(n_in, n_out)))
            self.biases.append(np.zeros(n_out))

    def count_parameters(self):
        return sum(W.size for W in self.weights) + sum(b.size for b in self.biases)

    def forward_pass(self, x, store_activations=True):
        A = np.array(x, dtype=float)
        z, a = [], [A]
        for i, (W, b) in enumerate(zip(self.weights, self.biases)):
            z.append(A.dot(W) + b)
            A = self.act(z[-1]) if i < len(self.weights) - 1 else sigmoid(z[-1])
            a.append(A)
        return (A, a, z) if store_activations else A

    def backward_pass(self, x, y, activations, z_values):
        delta = (activations[-1] - np.asarray(y, dtype=float)) / len(activations[-1])
        gradsW, gradsb, sizes = [], [], []
        for i in reversed(range(len(self.weights))):
            A_prev = activations[i]
            gradsW.insert(0, A_prev[:, None] * delta[None, :])
            gradsb.insert(0, delta.copy())
            sizes.insert(0, np.linalg.norm(delta, ord=2))
            if i > 0:
                delta = self.weights[i].dot(delta) * self.dact(z_values[i - 1])
        return gradsW, gradsb, sizes
