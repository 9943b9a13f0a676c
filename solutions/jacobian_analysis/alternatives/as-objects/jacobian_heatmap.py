import numpy as np
from matplotlib.figure import Figure


def draw_jacobian(jacobian, input_names, output_names):
    figure = Figure(figsize=(5, 4))
    axes = figure.add_subplot()
    m = float(np.abs(jacobian).max())
    table = axes.matshow(jacobian[::-1], cmap="PuOr")
    table.set_clim(-m, m)
    axes.set(
        xticks=range(len(input_names)), xticklabels=list(input_names),
        yticks=range(len(output_names)), yticklabels=list(output_names)[::-1],
        title="J", xlabel="x", ylabel="y",
    )
    figure.colorbar(table, ax=axes)
    return figure
