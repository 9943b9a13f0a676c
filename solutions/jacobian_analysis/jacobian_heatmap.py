"""Reference for Task 6: a heatmap of a Jacobian. Trusted side; never handed out."""

from collections.abc import Sequence

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.figure import Figure
from small_network import FloatArray


def draw_jacobian(jacobian: FloatArray, input_names: Sequence[str], output_names: Sequence[str]) -> Figure:
    """Draws a Jacobian as a table in colours that meet at zero, with a row for each output."""
    largest = np.abs(jacobian).max()
    figure, axes = plt.subplots(layout="constrained")
    image = axes.imshow(jacobian, cmap="RdBu_r", vmin=-largest, vmax=largest)
    axes.set_xticks(range(len(input_names)), input_names)
    axes.set_yticks(range(len(output_names)), output_names)
    axes.set(title="Jacobian of the output by the input", xlabel="input", ylabel="output")
    figure.colorbar(image, label="derivative")
    return figure
