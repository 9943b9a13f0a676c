"""What figures of the corpus are drawn from, and what a student can see of their axes."""

import datetime as dt
from typing import Any

import numpy as np

X = np.linspace(-3.0, 3.0, 31)
DAYS: Any = [dt.date(2024, 1, 1) + dt.timedelta(days=9 * number) for number in range(8)]
NAMES = ["ant", "beech", "cedar"]


def texts(axis: Any, *, minor: bool = False) -> list[str]:
    """What the tick labels say."""
    return [label.get_text() for label in axis.get_ticklabels(minor=minor)]


def state(axis: Any) -> list[object]:
    """Much of what there is to see of the ticks that an axis has."""
    return [
        (
            tick.get_loc(), tick.get_pad(), tick.get_tickdir(), tick.get_zorder(), tick.get_visible(),
            [(line.get_visible(), line.get_color(), line.get_marker(), line.get_markersize(), line.get_linestyle(),
              line.get_linewidth(), line.get_alpha(), line.get_zorder(), line.get_clip_on(),
              None if line.get_clip_box() is None else line.get_clip_box().extents.tolist(),
              line.get_window_extent().extents.tolist())
             for line in (tick.tick1line, tick.tick2line, tick.gridline)],
            [(text.get_text(), text.get_visible(), text.get_color(), text.get_fontsize(), text.get_rotation(),
              text.get_ha(), text.get_va(), text.get_position(), text.get_transform().transform((0.0, 0.0)).tolist())
             for text in (tick.label1, tick.label2)],
        )
        for tick in [*axis.majorTicks, *axis.minorTicks]
    ]  # fmt: skip


def limits(axes: Any) -> list[object]:
    """The data limits, in which minus zero is not zero."""
    box = axes.dataLim
    return [repr(box.get_points().tolist()), repr(box.minpos.tolist()), axes.get_xlim(), axes.get_ylim()]
