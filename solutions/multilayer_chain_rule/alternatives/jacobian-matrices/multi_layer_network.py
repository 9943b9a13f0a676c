import numpy as np
from activations import relu, relu_derivative, sigmoid, sigmoid_derivative, tanh, tanh_derivative


class MultiLayerNetwork:
    F = {"sigmoid": sigmoid, "tanh": tanh, "relu": relu}
    D = {"sigmoid": sigmoid_derivative, "tanh": tanh_derivative, "relu": relu_derivative}

    def __init__(self, layer_sizes, activation="sigmoid", rng=None):
        if activation not in self.F:
            raise ValueError(activation)
        self.layer_sizes = np.array(layer_sizes)
        self.num_layers = self.layer_sizes.size - 1
        self.activation = activation
        rng = rng if rng else np.random.default_rng()
        self.weights = [rng.normal(loc=0.0, scale=(2.0 / (n + m)) ** 0.5, size=(n, m)) for n, m in zip(layer_sizes, layer_sizes[1:])]
        self.biases = [np.zeros((m,)) for m in layer_sizes[1:]]

    def count_parameters(self):
        n, m = self.layer_sizes[:-1], self.layer_sizes[1:]
        return (n + 1) @ m

    def forward_pass(self, x, store_activations=True):
        activations, z_values = [np.array(x, dtype=float)], []
        for l in range(self.num_layers):
            z_values.append(self.weights[l].T @ activations[l] + self.biases[l])
            f = sigmoid if l + 1 == self.num_layers else self.F[self.activation]
            activations.append(f(z_values[l]))
        return (activations[-1], activations, z_values) if store_activations else activations[-1]

    def backward_pass(self, x, y, activations, z_values):
        L = self.num_layers
        # dL/dz_L, then one matrix per step: z_{l} -> z_{l+1} has the Jacobian W^T diag(f'(z_l))
        row = (np.asarray(activations[-1]) - np.asarray(y, dtype=float))[None, :]
        rows = [row]
        for l in range(L - 1, 0, -1):
            J = self.weights[l].T @ np.diag(self.D[self.activation](z_values[l - 1]))
            rows.insert(0, rows[0] @ J)
        gw, gb = [], []
        for l in range(L):
            n, m = self.weights[l].shape
            # z_l as a function of vec(W): the Jacobian has shape (m, n m)
            J_w = np.kron(np.asarray(activations[l])[None, :], np.eye(m)).reshape(m, n * m)
            gw.append((rows[l] @ J_w).reshape(n, m))
            gb.append((rows[l] @ np.eye(m))[0])
        return gw, gb, [np.linalg.norm(r) for r in rows]
