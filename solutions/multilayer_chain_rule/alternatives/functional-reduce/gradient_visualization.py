from collections import deque
from functools import reduce
from operator import mul

import numpy as np
from activations import sigmoid_derivative
from matplotlib import pyplot as plt

each = lambda f, items: deque((f(*item) for item in items), maxlen=0)
COLOURS = {"severe vanishing": "red", "moderate vanishing": "orange", "exploding": "purple", "healthy": "green"}


def visualize_gradient_flow(gradient_data):
    fig = plt.figure()
    parts = fig.subfigures(2, 2)
    one, two, three, four = (part.subplots() for part in parts.ravel())
    each(lambda n, f: one.semilogy(range(1, 1 + f["num_layers"]), f["magnitudes"], "*:", label=n), gradient_data.items())
    ratios = {n: f for n, f in gradient_data.items() if f["num_layers"] > 1}
    two.bar(*zip(*((n, f["decay_ratio"]) for n, f in ratios.items())), color=[COLOURS[f["diagnosis"]] for f in ratios.values()])
    two.semilogy()
    deepest = max(gradient_data.values(), key=lambda f: f["num_layers"])
    layers = [*map(np.ravel, deepest["activations"][1:])]
    three.hist(layers, label=[f"Layer {n}" for n in range(1, 1 + len(layers))], histtype="barstacked")
    z = np.linspace(-3, 3)
    powers = lambda n: reduce(mul, [sigmoid_derivative(z)] * n)
    each(lambda n, label: four.semilogy(z, powers(n), label=label), enumerate(["1 layer", *(f"{n} layers" for n in "2345")], 1))
    texts = (("magnitudes", "layer", "size"), ("ratios", "network", "ratio"), ("activations", "a", "units"), ("chains", "z", "size"))
    each(lambda ax, t: ax.set(title=t[0], xlabel=t[1], ylabel=t[2]), zip((one, two, three, four), texts))
    each(lambda ax: ax.legend(), ((one,), (three,), (four,)))
    return fig
