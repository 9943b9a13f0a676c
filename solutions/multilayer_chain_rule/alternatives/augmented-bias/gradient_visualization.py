import matplotlib.pyplot as plt
import numpy as np
from gradient_magnitudes import Sigmoid

COLORS = {"severe vanishing": "#ff0000", "moderate vanishing": "#ffa500", "exploding": "#800080", "healthy": "#008000"}


def visualize_gradient_flow(gradient_data):
    fig = plt.figure(figsize=(10, 8))
    ax = [plt.subplot2grid((4, 4), (r, c), rowspan=2, colspan=2) for r in (0, 2) for c in (0, 2)]
    for name, d in gradient_data.items():
        ax[0].plot(np.r_[1 : d["num_layers"] + 1], d["magnitudes"], label=name, **{"marker": "h", "ls": ":"})
    ax[0].semilogy()
    ax[0].legend()
    some = {n: d for n, d in gradient_data.items() if d["diagnosis"]}
    ax[1].bar(np.arange(len(some)), [d["decay_ratio"] for d in some.values()], color=[COLORS[d["diagnosis"]] for d in some.values()],
              tick_label=list(some), hatch="/")
    ax[1].set_yscale("log")
    deepest = max(gradient_data.items(), key=lambda item: (item[1]["num_layers"], item[0]))[1]
    for k, a in enumerate(deepest["activations"][1:], 1):
        counts, edges = np.histogram(a, 10, (0, 1))
        ax[2].step(edges[:-1], counts, where="post", label=f"Layer {k}")
    ax[2].legend()
    z = np.linspace(-3, 3, 64)
    ax[3].plot(z, np.power.outer(Sigmoid.slope(z), np.arange(1, 6)), label=["1 layer", "2 layers", "3 layers", "4 layers", "5 layers"])
    ax[3].semilogy()
    ax[3].legend()
    for a, t in zip(ax, ("Magnitudes|Layer|Size", "Ratios|Network|Ratio", "Activations|Value|Units", "Chains|z|Product")):
        a.set(**dict(zip(("title", "xlabel", "ylabel"), t.split("|"))))
    return fig
