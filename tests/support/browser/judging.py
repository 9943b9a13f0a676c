"""Lets axe judge pages in light, dark and print, wherever there is something that it has not judged yet.

axe's result for an element depends on its kind, its ancestors and children, its styles, and whether it has text, but
not on the content of the text. `features.js` lists these things; a page with only features that were judged on earlier
pages has nothing new for axe. `arrival.js` checks on every page what depends on the length of texts.

On a page with something new, the rules about colour, which are most of axe's work, check only that and its contents;
all other rules check the whole page, since a wrong name or list may be reported far from its cause.
"""

import json
import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from playwright.sync_api import Page, ViewportSize

from tests.support.browser.visiting import DESK, PHONE, Visit, Visitor
from tests.support.draw import Draw

RUN = (Path(__file__).parent / "run.js").read_text("utf-8")
FEATURES = (Path(__file__).parent / "features.js").read_text("utf-8")
TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa")
OF_COLOURS = ("color-contrast", "link-in-text-block")
OF_SCREENS = ("target-size", "scrollable-region-focusable")
"""Paper is neither touched nor scrolled."""
PAPER: ViewportSize = {"width": 680, "height": 960}
"""What the margins of the stylesheet leave of a page of A4."""


@dataclass(frozen=True)
class Mode:
    """One way in which a page is read; `only` names all the rules that matter then, if it names any."""

    name: str
    size: ViewportSize
    media: Literal["screen", "print"] = "screen"
    colours: Literal["light", "dark"] = "light"
    only: tuple[str, ...] = ()
    without: tuple[str, ...] = ()


MODES = (
    Mode("light", PHONE),
    # A desk differs in where things stand, and dark in colours: tests/browser/test_judging.py asks the stylesheet.
    Mode("desk", DESK, only=OF_SCREENS),
    Mode("dark", PHONE, colours="dark", only=OF_COLOURS),
    Mode("print", PAPER, media="print", without=OF_SCREENS),
)


Modes = Callable[[int], Sequence[Mode]]
"""The modes that a page is judged in, by how many were judged before it."""


def every_mode(_before: int) -> Sequence[Mode]:
    """All of them."""
    return MODES


def drawn_modes(draw: Draw) -> Modes:
    """Light for each page, and by turns one of the others, so that three pages have had all; or all for each."""
    if draw.everything:
        return every_mode
    light, *others = MODES
    first = random.Random(draw.seed).randrange(len(others))  # noqa: S311 # repeatable, not secret
    return lambda before: (light, others[(first + before) % len(others)])


class Judge:
    """Remembers what axe has judged. One for all pages that may stand for one another."""

    def __init__(self, axe: str, modes: Modes = every_mode) -> None:
        self._axe = axe
        self._modes = modes
        self._numbers: dict[tuple[int, str], int] = {}
        self.pages: list[str] = []
        """The pages that axe was let loose on."""

    def judge(self, page: Page, visit: Visit) -> None:
        """Adds to a visit what axe finds at the page that is open, if there is anything new to judge."""
        fresh = self._fresh(json.loads(page.evaluate(FEATURES)))
        if fresh:
            modes = self._modes(len(self.pages))
            self.pages.append(visit.name)
            page.evaluate(self._axe)
            visit.violations += [line for mode in modes for line in _violations(page, mode, fresh)]
            page.emulate_media(media="screen", color_scheme="light")
            page.set_viewport_size(PHONE)

    def _fresh(self, things: list[str]) -> list[int]:
        """Gives each thing that is new a number, where the page itself counts them from 0; the page's of the new."""
        numbers, judged = [-1], len(self._numbers)
        for thing in things:
            around, own = thing.split(" ", 1)
            key = (numbers[int(around) + 1], own)
            numbers.append(self._numbers.setdefault(key, len(self._numbers)))
        return [of_page for of_page, number in enumerate(numbers[1:]) if number >= judged]


def visited(visitor: Visitor, judge: Judge, files: Mapping[str, Path]) -> list[Visit]:
    """A visit to each file, judged."""
    visits = []
    for name, file in sorted(files.items(), key=lambda each: -each[1].stat().st_size):  # large pages have most to judge
        visit = visitor.look_at(file, name)
        judge.judge(visitor.page, visit)
        visits.append(visit)
    return visits


def _violations(page: Page, mode: Mode, fresh: list[int]) -> list[str]:
    """What axe finds in one mode at the page that is open, on which these things are new."""
    page.set_viewport_size(mode.size)
    page.emulate_media(media=mode.media, color_scheme=mode.colours)
    asked = {"tags": TAGS, "only": mode.only, "without": mode.without, "colours": OF_COLOURS, "fresh": fresh}
    found: list[dict[str, Any]] = page.evaluate(RUN, asked)
    return [
        f"{mode.name} {rule['id']}: {node['target']} {node.get('failureSummary', '')}"
        for rule in found
        for node in rule["nodes"][:5]
    ]
