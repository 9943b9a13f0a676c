import numpy as np

from tape import Value, bce_from_logits, run
from activations import bce_loss


class DetailedBackpropNetwork:
    def __init__(self, layer_sizes):
        r = np.random.RandomState(seed=42)
        self.layer_sizes = list(layer_sizes)
        self.weights = [r.standard_normal(size=s) * 0.5 for s in zip(layer_sizes, layer_sizes[1:])]
        self.biases = [np.zeros((n,)) for n in layer_sizes[1:]]

    def _run(self, x):
        return run(x, self.weights, self.biases, [Value.sigmoid] * len(self.weights))

    def detailed_forward_pass(self, x, verbose=True):
        _, _, outs, zs = self._run(x)
        activations = [np.array([v.data for v in a]) for a in outs]
        z_values = [np.array([v.data for v in z]) for z in zs]
        if verbose:
            for n, (z, a) in enumerate(zip(z_values, activations[1:]), 1):
                print(f"[forward] LAYER {n}: z={z.round(4)} a={a.round(4)}")
        return activations[-1], activations, z_values

    def detailed_backward_pass(self, x, y, activations, z_values, verbose=True):
        W, B, outs, zs = self._run(x)
        target = float(np.squeeze(y))
        bce_from_logits(zs[-1], target).backward()
        gw = [np.array([[v.grad for v in row] for row in w]) for w in W]
        gb = [np.array([v.grad for v in b]) for b in B]
        if verbose:
            for n in range(len(gw), 0, -1):
                print(f"[backward] LAYER {n}: dW={gw[n - 1].tolist()} db={gb[n - 1].tolist()}")
        return gw, gb, bce_loss(activations[-1], target)

    def numerical_gradients(self, x, y, h=1e-5):
        target = float(np.squeeze(y))

        def loss():
            out, _, _ = self.detailed_forward_pass(x, verbose=False)
            return bce_loss(out, target)

        def probe(p):
            g = np.zeros(p.shape)
            it = np.nditer(p, flags=["multi_index"])
            for _ in it:
                i = it.multi_index
                was = p[i].copy()
                p[i] = was + h
                plus = loss()
                p[i] = was - h
                minus = loss()
                p[i] = was
                g[i] = (plus - minus) / (h + h)
            return g

        return [probe(w) for w in self.weights], [probe(b) for b in self.biases]
