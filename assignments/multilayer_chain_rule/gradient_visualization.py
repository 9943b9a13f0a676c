"""Task 3.2: see the gradient flow."""

from typing import Any

import matplotlib.pyplot as plt
import numpy as np
from activations import sigmoid_derivative
from matplotlib.figure import Figure


def visualize_gradient_flow(gradient_data: dict[str, dict[str, Any]]) -> Figure:
    """Draws four pictures of the gradient flow in one figure of 2 x 2 axes, and returns the figure.

    Give each of the four axes a title, an x label and a y label. Row by row, they show:

    1. Gradient magnitude against the layer number 1..L: one line with markers per network, labelled with the name of
       the network, logarithmic y axis, a legend.
    2. One bar per network with more than one layer. Its height is the decay ratio, its colour tells the diagnosis:
       'red' for severe vanishing, 'orange' for moderate vanishing, 'purple' for exploding, 'green' for healthy.
       Logarithmic y axis.
    3. How the activations of the deepest network are distributed: one histogram or line per layer, labelled `Layer 1`
       to `Layer L`. The input x is not a layer.
    4. sigmoid'(z)^n for n = 1..5 over z in [-3, 3]: five lines labelled `1 layer`, `2 layers`, ... `5 layers`,
       logarithmic y axis.

    Args:
        gradient_data: What `analyze_gradient_flow` (Task 3.1) returns. The hidden tests pass theirs.

    Returns:
        The figure. Neither show nor close it.

    Example:
        >>> figure = visualize_gradient_flow(gradient_data)
        >>> len(figure.axes)
        4
    """
    raise NotImplementedError
