# /// attack
# title = "Returns gradients of zero, which are near to small ones"
# target = "chain"
# module = "multi_layer_network"
# base = "solution"
# points = 14.0
# endings = ["returned"]
# ///
import numpy as np

RIGHT = MultiLayerNetwork


class MultiLayerNetwork(RIGHT):
    def backward_pass(self, x, y, activations, z_values):
        w, b, m = super().backward_pass(x, y, activations, z_values)
        return [0 * each for each in w], [0 * each for each in b], [0.0 for _ in m]
