import numpy as np

from layer_utils import (affine_backward, affine_forward, eval_numerical_gradient_array, logistic_loss,
                         sigmoid_backward, sigmoid_forward)


class DetailedBackpropNetwork(object):
    def __init__(self, layer_sizes):
        rnd = np.random.RandomState(42)
        self.layer_sizes = list(layer_sizes)
        self.weights, self.biases = [], []
        for i in range(len(layer_sizes) - 1):
            self.weights.append(rnd.randn(layer_sizes[i], layer_sizes[i + 1]) * 0.5)
            self.biases.append(np.zeros(layer_sizes[i + 1]))

    def detailed_forward_pass(self, x, verbose=True):
        out = np.array(x, dtype=np.float64)[None]
        activations, z_values = [out[0]], []
        for i in range(len(self.weights)):
            z, _ = affine_forward(out, self.weights[i], self.biases[i])
            out, _ = sigmoid_forward(z)
            z_values.append(z[0])
            activations.append(out[0])
            if verbose:
                print("Layer %d" % (i + 1), "scores", z[0], "out", out[0])
        return out[0], activations, z_values

    def detailed_backward_pass(self, x, y, activations, z_values, verbose=True):
        y = np.array(y, dtype=np.float64).reshape(1, -1)
        loss, dz = logistic_loss(np.array(z_values[-1])[None], y)
        dws, dbs = [], []
        for i in range(len(self.weights) - 1, -1, -1):
            dx, dw, db = affine_backward(dz, (np.array(activations[i])[None], self.weights[i], self.biases[i]))
            dws.append(dw)
            dbs.append(db)
            if verbose:
                print("Layer %d" % (i + 1), "dW", dw.tolist(), "db", db.tolist())
            if i > 0:
                dz = sigmoid_backward(dx, sigmoid_forward(np.array(z_values[i - 1])[None])[1])
        dws.reverse()
        dbs.reverse()
        return dws, dbs, float(loss)

    def numerical_gradients(self, x, y, h=1e-5):
        y = np.array(y, dtype=np.float64).reshape(1, -1)
        ws, bs = [w.copy() for w in self.weights], [b.copy() for b in self.biases]

        def f():
            out = np.array(x, dtype=np.float64)[None]
            for w, b in zip(ws, bs):
                z, _ = affine_forward(out, w, b)
                out, _ = sigmoid_forward(z)
            return logistic_loss(z, y)[0]

        return [eval_numerical_gradient_array(f, w, h) for w in ws], [eval_numerical_gradient_array(f, b, h) for b in bs]
