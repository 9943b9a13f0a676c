import matplotlib.pyplot as plt
import numpy as np
from activations import sigmoid_derivative
from matplotlib.lines import Line2D
from matplotlib.patches import Patch


def visualize_gradient_flow(gradient_data):
    fig = plt.figure(layout="tight")
    upper, lower = fig.add_gridspec(2, 1)
    ul, ur = (fig.add_subplot(g) for g in upper.subgridspec(1, 2))
    ll, lr = (fig.add_subplot(g) for g in lower.subgridspec(1, 2))

    for color, (name, d) in zip(plt.cm.tab10.colors, gradient_data.items()):
        ul.add_line(Line2D(1 + np.arange(d["num_layers"]), d["magnitudes"], color=color, marker="o", label=name))
    ul.autoscale()
    ul.set_yscale("log")
    ul.legend()
    ul.set(title="Gradient", xlabel="layer", ylabel="norm")

    colors = {"severe vanishing": "red", "moderate vanishing": "orange", "exploding": "purple", "healthy": "green"}
    chosen = [n for n in gradient_data if gradient_data[n]["num_layers"] > 1]
    ur.bar(chosen, [gradient_data[n]["decay_ratio"] for n in chosen], color=[colors[gradient_data[n]["diagnosis"]] for n in chosen])
    ur.legend(handles=[Patch(color=c, label=w) for w, c in colors.items()])
    ur.set(title="Decay", xlabel="network", ylabel="ratio", yscale="log")

    depth = {n: d["num_layers"] for n, d in gradient_data.items()}
    d = gradient_data[sorted(depth, key=depth.get, reverse=True)[0]]
    for n, a in enumerate(d["activations"][1:], 1):
        weights, edges = np.histogram(a, bins=15, range=(0.0, 1.0))
        ll.bar(edges[:-1], weights, width=np.diff(edges), align="edge", alpha=0.5, label=f"Layer {n}")
    ll.legend()
    ll.set(title="Activations", xlabel="activation", ylabel="units")

    z = np.linspace(-3, 3, 200)
    for n, text in zip(range(1, 6), ["1 layer"] + [f"{k} layers" for k in range(2, 6)]):
        lr.plot(z, sigmoid_derivative(z) ** n, "--" if n % 2 else "-", label=text)
    lr.legend()
    lr.set(title="Chains", xlabel="z", ylabel="slope^n", yscale="log")
    return fig
