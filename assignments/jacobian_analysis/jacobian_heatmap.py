"""Task 6: a heatmap of a Jacobian."""

from collections.abc import Sequence

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.figure import Figure
from small_network import FloatArray


def draw_jacobian(jacobian: FloatArray, input_names: Sequence[str], output_names: Sequence[str]) -> Figure:
    """Draws a Jacobian as a table in colours.

    Args:
        jacobian: Shape `(n_out, n_in)`.
        input_names: One for each column.
        output_names: One for each row.

    Returns:
        A figure whose axes show one cell for each entry, a row for each output and a column for each input. The ticks
        are named after the outputs and inputs. The colours reach from -m to m, where m is the largest absolute value of
        an entry. Both axes are labelled, the axes have a title, and a colour bar says what the colours mean.
    """
    raise NotImplementedError
