import numpy as np

"""
L layers with linear and activation caches.
"""


def sigmoid_of(Z):
    return 1/(1+np.exp(-Z)), Z


def relu_of(Z):
    return np.maximum(0, Z), Z


def tanh_of(Z):
    return np.tanh(Z), Z


def sigmoid_backward(dA, activation_cache):
    val, Z = sigmoid_of(activation_cache)
    return dA*val*(1-val)


def tanh_backward(dA, activation_cache):
    val, Z = tanh_of(activation_cache)
    return dA*(1-val*val)


def relu_backward(dA, activation_cache):
    """
    Backwards rectified linear units function
    """
    x = activation_cache
    x[x<=0] = 0
    x[x>0] = 1
    return x


FORWARD = {"sigmoid": sigmoid_of, "tanh": tanh_of, "relu": relu_of}
BACKWARD = {"sigmoid": sigmoid_backward, "tanh": tanh_backward, "relu": relu_backward}


class MultiLayerNetwork:
    def __init__(self, layer_sizes, activation="sigmoid", rng=None):
        if activation not in FORWARD:
            raise ValueError(activation)
        if rng is None:
            rng = np.random.default_rng()
        self.layer_sizes = layer_sizes
        self.num_layers = len(layer_sizes) - 1
        self.activation = activation
        self.weights, self.biases = [], []
        for l in range(1, len(layer_sizes)):
            std = np.sqrt(2 / (layer_sizes[l-1] + layer_sizes[l]))
            self.weights.append(rng.normal(0, std, (layer_sizes[l-1], layer_sizes[l])))
            self.biases.append(np.zeros(layer_sizes[l]))

    def count_parameters(self):
        return sum(p.size for p in self.weights + self.biases)

    def forward_pass(self, x, store_activations=True):
        A = np.asarray(x, dtype=float)
        A_list, Z_list = [A], []
        for l in range(self.num_layers):
            Z = np.dot(A, self.weights[l]) + self.biases[l]
            if l == self.num_layers - 1:
                A, cache = sigmoid_of(Z)
            else:
                A, cache = FORWARD[self.activation](Z)
            A_list.append(A)
            Z_list.append(cache)
        if store_activations:
            return A, A_list, Z_list
        return A

    def backward_pass(self, x, y, activations, z_values):
        AL = activations[-1]
        dZ = (AL - np.asarray(y, dtype=float)) / AL.size
        grads_w, grads_b, norms = [], [], []
        for l in reversed(range(self.num_layers)):
            grads_w.insert(0, np.outer(activations[l], dZ))
            grads_b.insert(0, dZ)
            norms.insert(0, float(np.linalg.norm(dZ)))
            if l > 0:
                dA_prev = np.dot(self.weights[l], dZ)
                dZ = BACKWARD[self.activation](dA_prev, z_values[l-1])
        return grads_w, grads_b, norms
