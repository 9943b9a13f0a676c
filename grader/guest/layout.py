"""Defers what Matplotlib computes for the look of a figure, which no summary contains. Untrusted side."""

from matplotlib.figure import Figure as PlotFigure


def defer_layout() -> None:
    """Defers `tight_layout` until a figure is drawn.

    At the call it measures every text of the figure, which takes ten times as long as making the figure, and no
    summary contains padding.
    """

    def tight_layout(
        self: PlotFigure,
        *,
        pad: float = 1.08,
        h_pad: float | None = None,
        w_pad: float | None = None,
        rect: tuple[float, float, float, float] | None = None,
    ) -> None:
        self.set_layout_engine("tight", pad=pad, h_pad=h_pad, w_pad=w_pad, rect=rect or (0.0, 0.0, 1.0, 1.0))

    PlotFigure.tight_layout = tight_layout  # type: ignore[method-assign] # the zygote's Matplotlib, for all its guests
