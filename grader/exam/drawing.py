"""The reference's figure -> the PNG that a report shows beside the student's, which a guest draws. Trusted side."""

import io
from collections.abc import Callable
from typing import Any

WIDTH_PIXELS = 640


def draw_figure(make: Callable[[], Any]) -> tuple[bytes, ...]:
    """Draws the figure that `make` returns, as wide as a report shows it, and closes it."""
    from matplotlib import pyplot as plt  # noqa: PLC0415 # half a second, and only for assignments that draw

    figure = make()
    try:
        file = io.BytesIO()
        figure.savefig(file, format="png", dpi=WIDTH_PIXELS / figure.get_figwidth(), metadata={"Software": None})
        return (file.getvalue(),)
    finally:
        plt.close(figure)
