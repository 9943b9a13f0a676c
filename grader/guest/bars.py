"""Takes the data limits of a bar from its corners. Untrusted side.

In the zygote, for all its guests. Matplotlib searches each side of a bar for the extremes of a curve, and for
its own transform in what it has just put together: more than half of the time that a histogram takes. The corners of an
upright rectangle in data coordinates follow from three additions, which are made here in the same order.
"""

# ruff: noqa: SLF001 # all of it is about what Matplotlib keeps to itself
from collections.abc import Callable, Sequence
from functools import wraps
from math import isfinite
from typing import Any

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.axes._base import _AxesBase
from matplotlib.patches import Patch, Rectangle
from matplotlib.path import Path
from matplotlib.transforms import Affine2D, Bbox, BboxTransformTo, Transform

_NUMBERS = frozenset({float, int, np.float64, np.int64})
_Corners = tuple[tuple[float, float], tuple[float, float]]


def take_limits_from_corners() -> None:
    """Makes axes find the limits of upright bars without looking for curves."""
    changed: Any = _AxesBase
    update: Callable[[Any, Any], None] = changed._update_patch_limits
    before = _steps()

    @wraps(update)
    def _update_patch_limits(self: Any, patch: Any) -> None:
        corners = _corners(patch) if _is_bar(patch, self) and _steps() == before else None
        if corners is None:
            update(self, patch)
        else:
            self.update_datalim(np.array(corners))

    changed._update_patch_limits = _update_patch_limits


def _steps() -> Sequence[Any]:
    """What Matplotlib does instead, as long as it is Matplotlib's own."""
    return (
        Artist.get_transform,
        Patch.get_transform,
        Rectangle.get_path,
        Rectangle.get_patch_transform,
        Rectangle.get_bbox,
        Rectangle._convert_units,  # type: ignore[attr-defined] # it is there
        Path.unit_rectangle,
        Path.iter_bezier,
        Transform.__sub__,
        Transform.contains_branch,
        Bbox.from_extents,
        BboxTransformTo.get_matrix,
        Affine2D.rotate_deg,
    )


def _is_bar(patch: Any, axes: Any) -> bool:
    """Whether a patch is an upright rectangle in data coordinates, which has an area."""
    if (type(patch), type(axes)) != (Rectangle, Axes):
        return False
    upright = patch.angle == 0 and patch.rotation_point == "xy" and patch._aspect_ratio_correction == 1
    return upright and patch._transform is axes.transData and patch.axes is axes


def _corners(patch: Any) -> _Corners | None:
    """Two opposite corners of a rectangle, if they are plain numbers."""
    sides = patch._x0, patch._y0, patch._width, patch._height
    if not _NUMBERS.issuperset(map(type, sides)) or not (sides[2] or sides[3]):
        return None
    x, y = float(sides[0]), float(sides[1])
    # As a transform of the unit rectangle: the far side is the near side plus the size, computed as a difference.
    width, height = float(sides[0] + sides[2]) - x, float(sides[1] + sides[3]) - y
    corners = (x + 0.0, y + 0.0), (width + x + 0.0, height + y + 0.0)
    return corners if all(map(isfinite, (*corners[0], *corners[1]))) else None
