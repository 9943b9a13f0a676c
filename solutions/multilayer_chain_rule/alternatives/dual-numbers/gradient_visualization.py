import matplotlib.pyplot as plt
import numpy as np

from dual import derivative, sigmoid


def visualize_gradient_flow(gradient_data):
    fig, axes = plt.subplots(2, 2)
    lines, bars, acts, chains = axes.flat
    for name, d in gradient_data.items():
        lines.plot(np.arange(1, len(d["magnitudes"]) + 1), d["magnitudes"], "-v")
    lines.legend(list(gradient_data))
    lines.set(title="Magnitude", xlabel="Layer", ylabel="Magnitude", yscale="log")
    shade = {"severe vanishing": "firebrick", "moderate vanishing": "gold", "exploding": "indigo", "healthy": "limegreen"}
    shade["moderate vanishing"] = "orange"
    for n, (name, d) in enumerate((n, d) for n, d in gradient_data.items() if d["decay_ratio"] is not None):
        bars.bar(n, d["decay_ratio"], width=0.5, color=shade[d["diagnosis"]], tick_label=None)
        bars.annotate(name, (n, d["decay_ratio"]))
    bars.set(title="Ratio", xlabel="Network", ylabel="Ratio", yscale="log")
    depths = {name: d["num_layers"] for name, d in gradient_data.items()}
    deepest = gradient_data[max(depths, key=depths.get)]
    for n, a in enumerate(deepest["activations"]):
        if n:
            acts.ecdf(np.ravel(a), label=f"Layer {n}")
    acts.legend()
    acts.set(title="Share of units below", xlabel="Activation", ylabel="Share")
    z = np.linspace(-3, 3, 49)
    d = np.array([derivative(sigmoid, v) for v in z])
    for n in range(5):
        chains.plot(z, d ** (n + 1), label=["1 layer", "2 layers", "3 layers", "4 layers", "5 layers"][n])
    chains.legend()
    chains.set(title="Chain", xlabel="z", ylabel="Derivative", yscale="log")
    return fig
