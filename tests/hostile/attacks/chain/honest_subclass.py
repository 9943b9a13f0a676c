# /// attack
# title = "Wraps the network in a subclass with arrays of its own, converted before they leave"
# target = "chain"
# module = "multi_layer_network"
# base = "solution"
# ///
import numpy as np


class Named(np.ndarray):
    pass


RIGHT = MultiLayerNetwork


class MultiLayerNetwork(RIGHT):
    def forward_pass(self, x, store_activations=True):
        x = np.asarray(x, dtype=float).view(Named)
        found = super().forward_pass(np.asarray(x), store_activations)
        return found
