# /// attack
# title = "Differences the loss where backpropagation is asked for"
# target = "chain"
# module = "multi_layer_network"
# base = "solution"
# points = 23.75
# ///
import numpy as np

RIGHT = MultiLayerNetwork


class MultiLayerNetwork(RIGHT):
    def backward_pass(self, x, y, activations, z_values, h=1e-5):
        _, _, magnitudes = super().backward_pass(x, y, activations, z_values)

        def loss():
            out = float(np.clip(self.forward_pass(x)[0][0], 1e-15, 1 - 1e-15))
            label = float(np.ravel(y)[0])
            return -(label * np.log(out) + (1 - label) * np.log(1 - out))

        def numerical(arrays):
            gradients = []
            for array in arrays:
                gradient = np.zeros_like(array)
                for index in np.ndindex(array.shape):
                    kept = array[index]
                    array[index] = kept + h
                    above = loss()
                    array[index] = kept - h
                    gradient[index] = (above - loss()) / (2 * h)
                    array[index] = kept
                gradients.append(gradient)
            return gradients

        return numerical(self.weights), numerical(self.biases), magnitudes
