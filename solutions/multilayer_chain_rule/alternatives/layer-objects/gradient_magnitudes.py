import matplotlib.pyplot as plt
import numpy as np

from layers import KINDS, slope


class Report:
    def __init__(self, kind, layer_inputs, initial_gradient, x):
        self.derivatives = slope(kind, layer_inputs)
        self.curve = slope(kind, x)
        self.gradients = []
        g = initial_gradient
        for d in self.derivatives:
            g = g * d
            self.gradients.append(g)
        self.final = g

    @property
    def diagnosis(self):
        size = np.abs(self.final)
        return "vanishing" if size < 1e-1 else "exploding" if size > 1e1 else "healthy"

    def as_dict(self):
        return dict(
            max_derivative=np.amax(self.curve),
            min_derivative=np.amin(self.curve),
            layer_derivatives=self.derivatives,
            cumulative_gradients=tuple(self.gradients),
            final_gradient=self.final,
            diagnosis=self.diagnosis,
        )


def analyze_gradient_magnitudes(layer_inputs=(-2.0, -1.0, 0.0), initial_gradient=1.0, x_values=None):
    x = np.linspace(-3, 3, 101) if x_values is None else np.array(x_values, dtype=float)
    fig, axes = plt.subplot_mosaic([["s", "t", "r"], ["ds", "dt", "dr"]], figsize=(9, 5))
    for kind, key in zip(KINDS, "str"):
        axes[key].plot(x, KINDS[kind]().forward(x), linestyle="none", marker="+")
        axes[key].axhline(0, color="gray", lw=0.5)
        axes["d" + key].plot(x, slope(kind, x), label="slope")
        axes["d" + key].axvline(0, color="gray", lw=0.5)
        axes["d" + key].legend()
    fig.tight_layout()
    return {kind: Report(kind, layer_inputs, initial_gradient, x).as_dict() for kind in KINDS}
