import numpy as np

from layer_utils import NONLINEARITIES, affine_backward, affine_forward, relu_forward, sigmoid_forward


class MultiLayerNetwork(object):
    """self.params would be a dictionary of W1, b1, ...; the task wants two lists, so those are the truth."""

    def __init__(self, layer_sizes, activation="sigmoid", rng=None):
        if activation not in NONLINEARITIES:
            raise ValueError('Unknown activation "%s"' % activation)
        if rng is None:
            rng = np.random.default_rng()
        self.activation = activation
        self.layer_sizes = tuple(layer_sizes)
        self.num_layers = len(layer_sizes) - 1
        params = {}
        for i in range(1, len(layer_sizes)):
            shape = (layer_sizes[i - 1], layer_sizes[i])
            params["W%d" % i] = rng.normal(0.0, (2.0 / (shape[0] + shape[1])) ** 0.5, shape)
            params["b%d" % i] = np.zeros(layer_sizes[i])
        self.weights = [params["W%d" % i] for i in range(1, len(layer_sizes))]
        self.biases = [params["b%d" % i] for i in range(1, len(layer_sizes))]

    def count_parameters(self):
        return int(np.sum([p.size for p in self.weights + self.biases]))

    @property
    def params(self):
        d = {"W%d" % (i + 1): w for i, w in enumerate(self.weights)}
        d.update({"b%d" % (i + 1): b for i, b in enumerate(self.biases)})
        return d

    def forward_pass(self, x, store_activations=True):
        p = self.params
        out = np.array(x, dtype=np.float64).reshape(1, -1)
        activations, z_values = [out.ravel()], []
        for i in range(1, self.num_layers + 1):
            z, _ = affine_forward(out, p["W%d" % i], p["b%d" % i])
            f = NONLINEARITIES[self.activation][0] if i < self.num_layers else sigmoid_forward
            out, _ = f(z)
            z_values.append(z.ravel())
            activations.append(out.ravel())
        if store_activations:
            return out.ravel(), activations, z_values
        return out.ravel()

    def backward_pass(self, x, y, activations, z_values):
        p, grads, norms = self.params, {}, {}
        L = self.num_layers
        dz = np.array(activations[L], dtype=np.float64).reshape(1, -1) - np.array(y, dtype=np.float64).reshape(1, -1)
        for i in range(L, 0, -1):
            cache = (np.array(activations[i - 1]).reshape(1, -1), p["W%d" % i], p["b%d" % i])
            norms[i] = np.linalg.norm(dz)
            dx, grads["W%d" % i], grads["b%d" % i] = affine_backward(dz, cache)
            if i > 1:
                f, b = NONLINEARITIES[self.activation]
                _, cache = f(np.array(z_values[i - 2]).reshape(1, -1))
                dz = b(dx, cache)
        order = range(1, L + 1)
        return [grads["W%d" % i] for i in order], [grads["b%d" % i] for i in order], [norms[i] for i in order]
