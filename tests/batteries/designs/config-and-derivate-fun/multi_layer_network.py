# DNN implementation (without using libraries)
import numpy as np


class MultiLayerNetwork:
    def __init__(self, layer_sizes, activation='sigmoid', rng=None):
        if activation not in ['sigmoid', 'tanh', 'relu']:
            raise ValueError('This activation function is not implemented yet')
        self.layer_sizes = list(layer_sizes)
        self.num_layers = len(layer_sizes) - 1
        self.activation = activation
        self.nn_config = {'layers': self.layer_sizes, 'activation_fun': [activation] * (self.num_layers - 1) + ['sigmoid']}
        self.weights, self.biases = self.w_b_initialization(rng or np.random.default_rng())

    def w_b_initialization(self, rng):
        W, B = [], []
        for k in range(self.num_layers):
            n, m = self.nn_config['layers'][k], self.nn_config['layers'][k + 1]
            W.append(rng.standard_normal((n, m)) * np.sqrt(2 / (n + m)))
            B.append(np.zeros(m))
        return W, B

    def count_parameters(self):
        return sum(w.size for w in self.weights) + sum(b.size for b in self.biases)

    def function(self, fun, x):
        if fun == 'sigmoid':
            return 1 / (1 + np.exp(-x))
        elif fun == 'tanh':
            return np.tanh(x)
        elif fun == 'relu':
            return np.where(x >= 0, x, 0)

    def derivate_fun(self, fun, x):
        if fun == 'sigmoid':
            s = 1 / (1 + np.exp(-x))
            return s * (1 - s)
        elif fun == 'tanh':
            return (1 - np.tanh(x))**2
        elif fun == 'relu':
            return np.where(x >= 0, 1, 0)

    def forward_pass(self, x, store_activations=True):
        Z, A = [], [np.asarray(x, dtype=float)]
        for k in range(self.num_layers):
            Z.append(np.dot(A[k], self.weights[k]) + self.biases[k])
            A.append(self.function(self.nn_config['activation_fun'][k], Z[k]))
        return (A[-1], A, Z) if store_activations else A[-1]

    def backward_pass(self, x, y, activations, z_values):
        dZ = (activations[-1] - y) / activations[-1].size
        dw, db, size = [], [], []
        for k in range(self.num_layers - 1, -1, -1):
            if k < self.num_layers - 1:
                dA = np.dot(self.weights[k + 1], dZ)
                dZ = dA * self.derivate_fun(self.nn_config['activation_fun'][k], z_values[k])
            dw = [np.outer(activations[k], dZ)] + dw
            db = [dZ] + db
            size = [np.linalg.norm(dZ)] + size
        return dw, db, size
