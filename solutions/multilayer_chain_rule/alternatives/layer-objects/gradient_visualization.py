import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from layers import slope


class FlowFigure:
    COLOURS = {
        "severe vanishing": "crimson",
        "moderate vanishing": "darkorange",
        "exploding": "darkviolet",
        "healthy": "forestgreen",
    }

    def __init__(self, data):
        self.data = data
        self.figure = Figure(figsize=(10, 10))
        FigureCanvasAgg(self.figure)

    def axes(self, left, bottom, title, xlabel, ylabel):
        axes = self.figure.add_axes((left, bottom, 0.38, 0.36))
        axes.set_title(title)
        axes.set_xlabel(xlabel)
        axes.set_ylabel(ylabel)
        return axes

    def magnitudes(self):
        axes = self.axes(0.08, 0.56, "Gradient magnitudes", "Layer", "Magnitude")
        for name, flow in self.data.items():
            layers = list(range(1, flow["num_layers"] + 1))
            axes.plot(layers, flow["magnitudes"], label=name, zorder=1)
            axes.scatter(layers, flow["magnitudes"], zorder=2)
        axes.set_yscale("log")
        axes.legend()

    def ratios(self):
        axes = self.axes(0.58, 0.56, "Decay ratios", "Network", "First layer / output layer")
        for name, flow in self.data.items():
            if flow["num_layers"] > 1:
                axes.bar([name], [flow["decay_ratio"]], color=self.COLOURS[flow["diagnosis"]], edgecolor="black", label=flow["diagnosis"])
        axes.set_yscale("log")
        axes.legend()

    def activations(self):
        axes = self.axes(0.08, 0.08, "Activations", "Activation", "Density")
        deepest = sorted(self.data.values(), key=lambda f: f["num_layers"])[-1]
        grid = np.linspace(-0.2, 1.2, 200)
        for n, values in enumerate(deepest["activations"][1:], 1):
            kernel = np.exp(-0.5 * ((grid[:, None] - np.ravel(values)[None, :]) / 0.04) ** 2)
            axes.plot(grid, kernel.mean(axis=1), label=f"Layer {n} of {deepest['num_layers']}")
        axes.legend()

    def chains(self):
        axes = self.axes(0.58, 0.08, "Chains of sigmoid'", "z", "Product")
        z = np.linspace(-3, 3, 121)
        power = np.ones_like(z)
        for n in range(1, 6):
            power = power * slope("sigmoid", z)
            axes.plot(z, power, label=f"{n} layer{'s' if n > 1 else ''}")
        axes.set_yscale("log")
        axes.legend()


def visualize_gradient_flow(gradient_data):
    drawing = FlowFigure(gradient_data)
    drawing.magnitudes()
    drawing.ratios()
    drawing.activations()
    drawing.chains()
    return drawing.figure
