"""What is told of the figures that a call leaves, and when they are drawn, with a real zygote and real guests."""

import math
from typing import Any

import pytest

from grader.host.exchange import Exchange
from grader.host.failures import CallFailedError
from grader.host.guest import Guest
from grader.host.proxy import Proxy, module_proxy
from grader.host.zygote import Zygote
from tests.support.guests import OpenGuest, OpenStudent

SHARES_ZYGOTES = True
pytestmark = pytest.mark.drawn(1, over="zygote")  # each case at one of the levels


def test_figures_are_summarised(open_student: OpenStudent) -> None:
    source = (
        "import matplotlib.pyplot as plt\ndef draw():\n    figure, axes = plt.subplots(1, 2)\n"
        "    axes[0].plot([1, 2], [3, 4], 'ro-', label='a'); axes[0].set_yscale('log'); axes[0].legend()\n"
        "    axes[1].bar([1], [5], color='green'); axes[1].set_title('T')\n"
    )
    (figure,) = Proxy.observe(open_student(source).draw).figures
    left, right = figure.axes
    assert (left.lines[0].label, left.lines[0].y, left.y_scale, left.legend) == ("a", (3.0, 4.0), "log", ("a",))
    assert (right.bars[0].height, right.title, right.column) == (5.0, "T", 1)


TABLES = """
import matplotlib.pyplot as plt, numpy as np
def draw():
    table = np.array([[1.0, 2.0, 3.0], [4.0, np.nan, 6.0]])
    figure, axes = plt.subplots(2, 3)
    axes[0, 0].imshow(table, vmin=-9, vmax=9)
    axes[0, 0].set_yticks([0, 1], ["up", "down"])
    axes[0, 1].imshow(table, origin="lower")
    axes[0, 2].pcolormesh(table)
    axes[1, 0].imshow(table[::-1], extent=(0, 3, 0, 2))
    axes[1, 1].pcolormesh([3, 2, 1, 0], [0, 1, 2], table[:, ::-1])
    axes[1, 2].imshow(np.zeros((2, 2, 3)))
    axes[1, 2].imshow(np.zeros((400, 400)))
"""


def test_a_table_drawn_in_colours_is_summarised_by_its_values_whichever_way_up(open_student: OpenStudent) -> None:
    (figure,) = Proxy.observe(open_student(TABLES).draw).figures
    *tables, pictures = figure.axes
    for axes in tables:
        ((first, second),) = [image.table for image in axes.images]
        assert (first, second[0], math.isnan(second[1]), second[2]) == ((1.0, 2.0, 3.0), 4.0, True, 6.0)
    assert [(image.low, image.high) for axes in tables[:2] for image in axes.images] == [(-9.0, 9.0), (1.0, 6.0)]
    assert (tables[0].y_ticks, tables[1].y_ticks) == (("up", "down"), ())
    assert pictures.images == (), "neither a picture in colours of its own nor one of more cells than a table has"


OTHERS = """
import matplotlib.pyplot as plt, numpy as np
def draw():
    figure, (pie, measured, hills, boxes) = plt.subplots(1, 4)
    pie.pie([1, 3], labels=["one", "three"])
    measured.errorbar([1.0, 2.0], [3.0, 4.0], yerr=[0.5, 1.0], label="measured")
    hills.contour(np.arange(9.0).reshape(3, 3), levels=[1.0, 2.5])
    boxes.boxplot([[1.0, 2.0, 3.0, 4.0]])
    boxes.text(1.0, 2.0, "the median")
"""


def test_slices_error_bars_levels_boxes_and_texts_are_summarised(open_student: OpenStudent) -> None:
    (figure,) = Proxy.observe(open_student(OTHERS).draw).figures
    pie, measured, hills, boxes = figure.axes
    assert [(wedge.label, wedge.share) for wedge in pie.wedges] == [("one", 0.25), ("three", 0.75)]
    assert pie.texts == ("one", "three")
    bars = [(bar.label, bar.x_min, bar.y_min, bar.y_max) for bar in measured.error_bars]
    assert bars == [("measured", 1.0, 2.5, 3.5), ("measured", 2.0, 3.0, 5.0)]
    assert (measured.lines[0].label, measured.lines[0].y) == ("measured", (3.0, 4.0))
    assert (hills.levels, measured.levels) == ((1.0, 2.5), ())
    assert (boxes.texts, [line.y for line in boxes.lines if set(line.y) == {2.5}]) == (("the median",), [(2.5, 2.5)])


UNLABELLED = """
import matplotlib.pyplot as plt
def draw():
    figure, axes = plt.subplots()
    lines = [axes.plot([1, 2], [y, y], colour + "o-")[0] for y, colour in ((1, "r"), (2, "g"), (3, "b"))]
    axes.legend(handles=lines[::-1], labels=["three", "two", "one"])
    alike = plt.figure().subplots()
    alike.plot([1], [1], "k-"); alike.plot([2], [2], "k-"); alike.legend(["a", "b"])
"""


def test_a_legend_names_what_looks_like_its_entry_whenever_it_was_drawn(open_student: OpenStudent) -> None:
    named, alike = Proxy.observe(open_student(UNLABELLED).draw).figures
    assert [(line.label, line.y[0]) for line in named.axes[0].lines] == [("one", 1.0), ("two", 2.0), ("three", 3.0)]
    assert [line.label for line in alike.axes[0].lines] == ["", ""]


def test_the_steps_of_stairs_are_bars(open_student: OpenStudent) -> None:
    source = (
        "import matplotlib.pyplot as plt\ndef draw():\n    figure, axes = plt.subplots()\n"
        "    axes.stairs([5, 7], [0, 1, 3], baseline=2, label='a'); axes.stairs([4], baseline=None, fill=True)\n"
    )
    (figure,) = Proxy.observe(open_student(source).draw).figures
    shown = [(bar.label, bar.x, bar.y, bar.width, bar.height) for bar in figure.axes[0].bars]
    assert shown == [("a", 0.0, 2.0, 1.0, 3.0), ("a", 1.0, 2.0, 2.0, 5.0), ("", 0.0, 0.0, 1.0, 4.0)]


def drawn(guest: Guest) -> tuple[Any, int]:
    """The student's module, and the figure that its `draw` has made."""
    log: list[Exchange] = []
    student = module_proxy(guest, log.append)
    assert student.draw().axes
    (handle,) = log[0].figures
    return student, handle


def test_a_figure_is_drawn_only_on_request(open_guest: OpenGuest) -> None:
    source = (
        "import matplotlib.pyplot as plt\nfrom matplotlib.lines import Line2D\ndrawn = []\n"
        "class Loud(Line2D):\n    def draw(self, renderer):\n        drawn.append(1)\n        super().draw(renderer)\n"
        "def draw():\n    figure = plt.figure()\n    figure.add_subplot().add_line(Loud([0], [0]))\n    return figure\n"
        "def times(): return len(drawn)\n"
    )
    guest = open_guest(source)
    student, handle = drawn(guest)
    assert student.times() == 0
    assert guest.draw(handle).startswith(b"\x89PNG")
    assert student.times() == 1
    guest.release(handle)
    with pytest.raises(CallFailedError):
        guest.draw(handle)
    assert student.times() == 1


def test_a_tight_layout_is_computed_only_when_the_figure_is_drawn(open_guest: OpenGuest) -> None:
    source = (
        "import matplotlib.pyplot as plt\nmade = []\n"
        "def draw():\n    figure, _ = plt.subplots()\n    figure.tight_layout(pad=9)\n    made.append(figure)\n"
        "    return figure\n"
        "def left(): return float(made[0].axes[0].get_position().x0)\n"
    )
    guest = open_guest(source)
    student, handle = drawn(guest)
    loose = student.left()
    assert guest.draw(handle)
    assert student.left() > loose + 0.05


def test_a_figure_that_cannot_be_drawn_has_no_picture_and_harms_nobody(open_guest: OpenGuest) -> None:
    source = (
        "import matplotlib.pyplot as plt\nfrom matplotlib.lines import Line2D\n"
        "class Broken(Line2D):\n    def draw(self, renderer): raise ValueError('no')\n"
        "def draw():\n    figure, axes = plt.subplots()\n    axes.add_line(Broken([0], [0]))\n    return figure\n"
    )
    guest = open_guest(source)
    student, handle = drawn(guest)
    assert guest.draw(handle) == b""
    assert student.draw().axes


def test_the_zygote_tells_how_it_makes_figures(zygote: Zygote) -> None:
    assert "axes are ready" in zygote.figures
