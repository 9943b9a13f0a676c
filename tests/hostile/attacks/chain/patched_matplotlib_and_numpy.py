# /// attack
# title = "Patches numpy while other code of the task runs"
# target = "chain"
# module = "detailed_backprop"
# points = 1.0
# ///
import numpy as np

np.exp = np.log = np.dot = np.matmul = lambda *arguments, **keywords: 0.0
np.random.RandomState = np.random.default_rng = lambda *arguments: None


class DetailedBackpropNetwork:
    def __init__(self, layer_sizes):
        self.layer_sizes, self.weights, self.biases = layer_sizes, [], []

    def __getattr__(self, name):
        return lambda *arguments, **keywords: (0.0, 0.0, 0.0)
