import matplotlib.pyplot as plt
import numpy as np
from activations import sigmoid_derivative
from matplotlib.patches import Rectangle

COLORS = {"severe vanishing": (1, 0, 0), "moderate vanishing": (1, 0.6, 0), "exploding": (0.5, 0, 0.5), "healthy": (0, 0.6, 0)}


def visualize_gradient_flow(gradient_data):
    fig, ((a, b), (c, d)) = plt.subplots(2, 2, num="gradient flow", clear=True)
    for name, flow in gradient_data.items():
        a.errorbar(np.arange(flow["num_layers"]) + 1, flow["magnitudes"], fmt="D-", label=name)
    a.set_yscale("log")
    a.legend()
    a.set(title="magnitudes", xlabel="layer", ylabel="|delta|")
    bars = {n: f for n, f in gradient_data.items() if f["decay_ratio"] is not None}
    for i, (name, flow) in enumerate(bars.items()):
        b.add_patch(Rectangle((i - 0.4, 0), 0.8, flow["decay_ratio"], facecolor=COLORS[flow["diagnosis"]]))
    ratios = [f["decay_ratio"] for f in bars.values()]
    b.set_xlim(-1, len(bars))
    b.set_ylim(min(ratios) / 3, max(ratios) * 3)
    b.set_yscale("log")
    b.set_xticks(range(len(bars)), bars)
    b.set(title="ratios", xlabel="network", ylabel="ratio")
    deepest = max(gradient_data.values(), key=lambda f: f["num_layers"])
    for n, act in enumerate(deepest["activations"][1:]):
        c.stairs(*np.histogram(act, bins=12, range=(0, 1)), label=f"Layer {n + 1}")
    c.legend()
    c.set(title="activations", xlabel="a", ylabel="units")
    z = np.linspace(-3, 3, 300)
    lines = d.semilogy(z, np.stack([sigmoid_derivative(z) ** n for n in range(1, 6)], axis=1))
    d.legend(lines, ["1 layer", "2 layers", "3 layers", "4 layers", "5 layers"])
    d.set(title="chains", xlabel="z", ylabel="left")
    return fig
