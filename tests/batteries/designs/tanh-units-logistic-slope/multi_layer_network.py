import numpy as np


# Transfer neuron activation
def transfer(kind, activation):
    if kind == 'tanh':
        return np.tanh(activation)
    if kind == 'relu':
        return np.maximum(activation, 0.0)
    return 1.0 / (1.0 + np.exp(-activation))


# Calculate the derivative of a neuron output
def transfer_derivative(output):
    return output * (1.0 - output)


class MultiLayerNetwork:
    def __init__(self, layer_sizes, activation='sigmoid', rng=None):
        if activation not in ('sigmoid', 'tanh', 'relu'):
            raise ValueError('activation')
        generator = np.random.default_rng() if rng is None else rng
        self.layer_sizes = list(layer_sizes)
        self.num_layers = len(self.layer_sizes) - 1
        self.activation = activation
        self.weights = list()
        self.biases = list()
        for i in range(self.num_layers):
            spread = np.sqrt(2.0 / sum(self.layer_sizes[i:i + 2]))
            self.weights.append(generator.normal(0.0, spread, tuple(self.layer_sizes[i:i + 2])))
            self.biases.append(np.zeros(self.layer_sizes[i + 1]))

    def count_parameters(self):
        return int(np.sum([w.size for w in self.weights]) + np.sum([b.size for b in self.biases]))

    def forward_pass(self, x, store_activations=True):
        inputs = np.array(x, dtype=float)
        outputs, sums = [inputs], []
        for i in range(self.num_layers):
            total = np.array([np.sum(self.weights[i][:, j] * inputs) + self.biases[i][j]
                              for j in range(self.layer_sizes[i + 1])])
            inputs = transfer('sigmoid' if i == self.num_layers - 1 else self.activation, total)
            sums.append(total)
            outputs.append(inputs)
        return (inputs, outputs, sums) if store_activations else inputs

    def backward_pass(self, x, y, activations, z_values):
        deltas = [None] * self.num_layers
        for i in reversed(range(self.num_layers)):
            if i == self.num_layers - 1:
                deltas[i] = (activations[-1] - y) / len(activations[-1])
                continue
            errors = np.zeros(self.layer_sizes[i + 1])
            for j in range(len(errors)):
                for k in range(self.layer_sizes[i + 2]):
                    errors[j] += self.weights[i + 1][j][k] * deltas[i + 1][k]
            deltas[i] = errors * transfer_derivative(activations[i + 1])
        grads = [np.array([[a * d for d in deltas[i]] for a in activations[i]]) for i in range(self.num_layers)]
        return grads, deltas, [np.linalg.norm(d) for d in deltas]
