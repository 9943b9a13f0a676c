import numpy as np

# L-layer model, one example at a time, so m = 1 everywhere.


def act_forward(Z, kind):
    if kind == "sigmoid":
        return 1 / (1 + np.exp(-Z))
    if kind == "tanh":
        return np.tanh(Z)
    return np.maximum(0, Z)


def act_backward(dA, Z, kind):
    if kind == "sigmoid":
        s = 1 / (1 + np.exp(-Z))
        return dA * s * (1 - s)
    if kind == "tanh":
        return dA * (1 - np.tanh(Z) ** 2)
    dZ = np.array(dA, copy=True)
    dZ[Z <= 0] = 0
    return dZ


class MultiLayerNetwork:
    def __init__(self, layer_sizes, activation="sigmoid", rng=None):
        if activation not in ("sigmoid", "tanh", "relu"):
            raise ValueError("activation must be sigmoid, tanh or relu")
        rng = np.random.default_rng() if rng is None else rng
        self.layer_sizes, self.activation = list(layer_sizes), activation
        L = len(layer_sizes)
        self.num_layers = L - 1
        parameters = {}
        for l in range(1, L):
            fan_in, fan_out = layer_sizes[l - 1], layer_sizes[l]
            parameters["W" + str(l)] = rng.standard_normal((fan_in, fan_out)) * np.sqrt(2 / (fan_in + fan_out))
            parameters["b" + str(l)] = np.zeros(fan_out)
            assert parameters["W" + str(l)].shape == (fan_in, fan_out)
        self.weights = [parameters["W" + str(l)] for l in range(1, L)]
        self.biases = [parameters["b" + str(l)] for l in range(1, L)]

    def count_parameters(self):
        total = 0
        for W, b in zip(self.weights, self.biases):
            total += W.shape[0] * W.shape[1] + b.shape[0]
        return total

    def forward_pass(self, x, store_activations=True):
        caches = {"A0": np.array(x, dtype=float)}
        L = len(self.weights)
        for l in range(1, L + 1):
            caches["Z" + str(l)] = np.dot(caches["A" + str(l - 1)], self.weights[l - 1]) + self.biases[l - 1]
            kind = "sigmoid" if l == L else self.activation
            caches["A" + str(l)] = act_forward(caches["Z" + str(l)], kind)
        AL = caches["A" + str(L)]
        if store_activations:
            return AL, [caches["A" + str(l)] for l in range(L + 1)], [caches["Z" + str(l)] for l in range(1, L + 1)]
        return AL

    def backward_pass(self, x, y, activations, z_values):
        grads = {}
        L = len(self.weights)
        AL = activations[-1]
        Y = np.resize(np.asarray(y, dtype=float), AL.shape)
        grads["dZ" + str(L)] = (AL - Y) / AL.size
        for l in reversed(range(1, L + 1)):
            dZ = grads["dZ" + str(l)]
            grads["dW" + str(l)] = np.dot(activations[l - 1].reshape(-1, 1), dZ.reshape(1, -1))
            grads["db" + str(l)] = dZ
            if l > 1:
                dA_prev = np.dot(dZ, self.weights[l - 1].T)
                grads["dZ" + str(l - 1)] = act_backward(dA_prev, z_values[l - 2], self.activation)
        every = range(1, L + 1)
        return ([grads["dW" + str(l)] for l in every], [grads["db" + str(l)] for l in every],
                [np.linalg.norm(grads["dZ" + str(l)]) for l in every])
