# /// attack
# title = "Computes NaN in every pass"
# target = "chain"
# module = "multi_layer_network"
# base = "solution"
# points = 8.5
# endings = ["returned"]
# ///
import numpy as np

RIGHT = MultiLayerNetwork


class MultiLayerNetwork(RIGHT):
    def forward_pass(self, x, store_activations=True):
        output, activations, z_values = super().forward_pass(x)
        return (output * np.nan, [a * np.nan for a in activations], [z * np.nan for z in z_values])

    def backward_pass(self, x, y, activations, z_values):
        w, b, m = super().backward_pass(x, y, activations, z_values)
        return [each * np.nan for each in w], [each * np.nan for each in b], [float("nan")] * len(m)
