import numpy as np

from tape import ACTS, Value, bce_from_logits, run


def numbers(values):
    return np.array([v.data for v in values])


class MultiLayerNetwork:
    """No formula for the backward pass anywhere: the tape does it."""

    def __init__(self, layer_sizes, activation="sigmoid", rng=None):
        try:
            self._act = ACTS[activation]
        except KeyError:
            raise ValueError(f"activation must be one of {list(ACTS)}") from None
        self.activation = activation
        self.layer_sizes = layer_sizes
        self.num_layers = len(layer_sizes) - 1
        rng = rng if rng is not None else np.random.default_rng()
        pairs = list(zip(layer_sizes, layer_sizes[1:]))
        self.weights = [rng.normal(scale=np.sqrt(2 / sum(p)), size=p) for p in pairs]
        self.biases = [np.zeros(p[1]) for p in pairs]

    def count_parameters(self):
        return int(sum(w.size for w in self.weights) + sum(b.size for b in self.biases))

    def _run(self, x):
        acts = [self._act] * (self.num_layers - 1) + [Value.sigmoid]
        return run(x, self.weights, self.biases, acts)

    def forward_pass(self, x, store_activations=True):
        _, _, outs, zs = self._run(x)
        activations = [numbers(a) for a in outs]
        return (activations[-1], activations, [numbers(z) for z in zs]) if store_activations else activations[-1]

    def backward_pass(self, x, y, activations, z_values):
        # the tape needs the graph, so the forward pass runs once more
        W, B, outs, zs = self._run(x)
        bce_from_logits(zs[-1], float(np.squeeze(y))).backward()
        gw = [np.array([[v.grad for v in row] for row in w]) for w in W]
        gb = [np.array([v.grad for v in b]) for b in B]
        sizes = [np.linalg.norm([v.grad for v in z]) for z in zs]
        return gw, gb, sizes
