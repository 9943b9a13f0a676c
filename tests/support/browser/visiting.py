"""Navigates one browser page from file to file and records what happens: messages, requests, dialogs, the width.

`tests.support.browser.judging` handles what axe finds.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self

from playwright.sync_api import Browser, ConsoleMessage, Dialog, Error, Page, Request, ViewportSize

PHONE: ViewportSize = {"width": 360, "height": 800}
DESK: ViewportSize = {"width": 1280, "height": 900}
ARRIVAL = (Path(__file__).parent / "arrival.js").read_text("utf-8")


@dataclass
class Visit:
    """One page and what happened there.

    Attributes:
        name: The file, below the folder of its set.
        said: Messages of the console, and errors that nobody caught.
        asked: Requests for anything but the page itself and what stands in it.
        dialogs: Texts of dialogs that came up.
        ran: Whether something of a payload ran.
        too_wide: How many pixels the page is wider than a phone.
        hard_to_reach: Targets too small for a finger, and what scrolls and has no place in the order of the keyboard.
        violations: What axe found, with the mode that it was found in.
        invalid: What html-validate found in the file.
    """

    name: str
    said: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    dialogs: list[str] = field(default_factory=list)
    ran: bool = False
    too_wide: int = 0
    hard_to_reach: list[str] = field(default_factory=list)
    violations: list[str] = field(default_factory=list)
    invalid: list[str] = field(default_factory=list)

    @property
    def quiet(self) -> bool:
        """Whether nothing happened, and the page fits a phone."""
        return not (self.said or self.asked or self.dialogs or self.ran or self.too_wide or self.hard_to_reach)


class Visitor:
    """A page of a browser, as wide as a phone, that is led from file to file. Use as a context manager.

    The files share a context: they may neither store nor set anything, and each is a document of its own.
    """

    def __init__(self, browser: Browser) -> None:
        self.page = browser.new_context(viewport=PHONE).new_page()
        self._visit = Visit("nothing")
        self._own = ""
        self.page.on("console", self._hear)
        self.page.on("pageerror", self._catch)
        self.page.on("dialog", self._dismiss)
        self.page.on("request", self._note)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self.page.context.close()

    def look_at(self, file: Path, name: str) -> Visit:
        """Opens a page with all that folds unfolded; it stays open until the next."""
        self._visit, self._own = Visit(name), file.resolve().as_uri()
        self.page.goto(self._own)
        visit = self._visit
        visit.ran, visit.too_wide, visit.hard_to_reach = self.page.evaluate(ARRIVAL)
        return visit

    def _hear(self, message: ConsoleMessage) -> None:
        self._visit.said.append(message.text)

    def _catch(self, error: Error) -> None:
        self._visit.said.append(str(error))

    def _dismiss(self, dialog: Dialog) -> None:
        self._visit.dialogs.append(dialog.message)
        dialog.dismiss()

    def _note(self, request: Request) -> None:
        if request.url != self._own and not request.url.startswith("data:"):
            self._visit.asked.append(request.url)


def open_page(browser: Browser, file: Path, **context: Any) -> Page:
    """A page in a context of its own."""
    page = browser.new_context(viewport=DESK, **context).new_page()
    page.goto(file.resolve().as_uri())
    return page


def faults(visits: Sequence[Visit], attribute: str) -> dict[str, Any]:
    """Each page at which an attribute is anything but empty."""
    return {visit.name: getattr(visit, attribute) for visit in visits if getattr(visit, attribute)}
