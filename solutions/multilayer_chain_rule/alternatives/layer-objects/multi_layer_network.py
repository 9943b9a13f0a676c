import numpy as np

from layers import KINDS, Dense, Sigmoid


class MultiLayerNetwork:
    def __init__(self, layer_sizes, activation="sigmoid", rng=None):
        if not isinstance(activation, str) or activation not in KINDS:
            raise ValueError(f"{activation!r} is not one of {', '.join(KINDS)}")
        self.layer_sizes = list(layer_sizes)
        self.activation = activation
        self.weights, self.biases = [], []
        generator = rng if rng is not None else np.random.default_rng()
        for fan_in, fan_out in zip(self.layer_sizes, self.layer_sizes[1:]):
            std = np.sqrt(2) / np.sqrt(fan_in + fan_out)
            self.weights.append(std * generator.standard_normal((fan_in, fan_out)))
            self.biases.append(np.zeros(fan_out))

    @property
    def num_layers(self):
        return len(self.weights)

    def count_parameters(self):
        return sum(np.size(p) for p in self.weights) + sum(np.size(p) for p in self.biases)

    def _stack(self):
        """Fresh layer objects around the parameters of this moment."""
        stack = []
        for n, (w, b) in enumerate(zip(self.weights, self.biases), 1):
            stack.append((Dense(w, b), Sigmoid() if n == self.num_layers else KINDS[self.activation]()))
        return stack

    def _feed(self, stack, x):
        a = np.array(x, dtype=float)
        activations, z_values = [a], []
        for dense, act in stack:
            z_values.append(dense.forward(a))
            a = act.forward(z_values[-1])
            activations.append(a)
        return a, activations, z_values

    def forward_pass(self, x, store_activations=True):
        result = self._feed(self._stack(), x)
        return result if store_activations else result[0]

    def backward_pass(self, x, y, activations, z_values):
        stack = self._stack()
        for (dense, act), a, z in zip(stack, activations, z_values):  # put the layers into the state of that forward pass
            dense.forward(a)
            act.forward(z)
        gw, gb, norms = [], [], []
        dz = np.asarray(activations[-1]) - np.asarray(y, dtype=float)
        for n, (dense, act) in reversed(list(enumerate(stack))):
            if n < len(stack) - 1:
                dz = act.backward(upstream)
            upstream = dense.backward(dz)
            gw.append(dense.dweights)
            gb.append(dense.dbias)
            norms.append(float(np.hypot.reduce(dz)))
        return gw[::-1], gb[::-1], norms[::-1]
