import numpy as np
from matplotlib.figure import Figure

from tape import Value
from gradient_magnitudes import slope

PAINT = {"severe vanishing": "#d62728", "moderate vanishing": "tab:orange", "exploding": "tab:purple", "healthy": "#2ca02c"}


def visualize_gradient_flow(gradient_data):
    fig = Figure(figsize=(11, 8))  # no pyplot at all
    ax = fig.subplot_mosaic([["mag", "ratio"], ["act", "chain"]])

    for name, d in gradient_data.items():
        ax["mag"].plot(np.arange(1, d["num_layers"] + 1), d["magnitudes"], marker="x", linestyle="-.", label=name)
    ax["mag"].set(yscale="log", xlabel="layer", ylabel="norm of dL/dz", title="gradient magnitudes")
    ax["mag"].legend(title="network")

    with_ratio = [(n, d) for n, d in gradient_data.items() if d["decay_ratio"] is not None]
    ax["ratio"].bar(
        [n for n, _ in with_ratio],
        [d["decay_ratio"] for _, d in with_ratio],
        color=[PAINT[d["diagnosis"]] for _, d in with_ratio],
        log=True,
    )
    ax["ratio"].set(xlabel="network", ylabel="ratio", title="decay ratio")

    depth = max(d["num_layers"] for d in gradient_data.values())
    deepest = next(d for d in gradient_data.values() if d["num_layers"] == depth)
    for n, a in enumerate(deepest["activations"][1:], 1):
        ax["act"].hist(np.ravel(a), histtype="step", label=f"Layer {n}")
    ax["act"].set(xlabel="value", ylabel="how many", title="activations of the deepest network")
    ax["act"].legend()

    z = np.linspace(-3, 3, 61)
    s = np.array([slope(Value.sigmoid, v) for v in z])
    for n in range(1, 6):
        ax["chain"].plot(z, s**n, label=f"{n} layer" + "s" * (n > 1))
    ax["chain"].set(yscale="log", xlabel="z", ylabel="s'(z)^n", title="chains")
    ax["chain"].legend()
    return fig
