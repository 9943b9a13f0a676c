"""Opens pages in a browser and notes all that happens: messages, requests, dialogs, what axe finds, how wide it is."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Dialog, Page, Request, ViewportSize

PHONE: ViewportSize = {"width": 360, "height": 800}
DESK: ViewportSize = {"width": 1280, "height": 900}
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa"]
CONTRAST = ["color-contrast", "link-in-text-block"]


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
        violations: What axe found, with the mode that it was found in.
    """

    name: str
    said: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    dialogs: list[str] = field(default_factory=list)
    ran: bool = False
    too_wide: int = 0
    violations: list[str] = field(default_factory=list)


def open_page(browser: Browser, file: Path, visit: Visit | None = None, **context: Any) -> Page:
    """A page in a context of its own; `visit` is told what happens."""
    page = browser.new_context(viewport=DESK, **context).new_page()
    if visit is not None:
        _listen(page, visit, file.resolve().as_uri())
    page.goto(file.resolve().as_uri())
    return page


def _listen(page: Page, visit: Visit, own: str) -> None:
    def dismiss(dialog: Dialog) -> None:
        visit.dialogs.append(dialog.message)
        dialog.dismiss()

    def note(request: Request) -> None:
        if request.url != own and not request.url.startswith("data:"):
            visit.asked.append(request.url)

    page.on("console", lambda message: visit.said.append(message.text))
    page.on("pageerror", lambda error: visit.said.append(str(error)))
    page.on("dialog", dismiss)
    page.on("request", note)


def look_at(browser: Browser, file: Path, name: str, axe: str = "") -> Visit:
    """Opens a page with all that folds unfolded, on a phone and on a desk; with axe in light, dark and print."""
    visit = Visit(name)
    page = open_page(browser, file, visit)
    page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
    if axe:
        page.evaluate(axe)
        visit.violations += _violations(page, "light", {"type": "tag", "values": TAGS})
        page.emulate_media(color_scheme="dark")
        visit.violations += _violations(page, "dark", {"type": "rule", "values": CONTRAST})
        page.emulate_media(color_scheme="light", media="print")
        visit.violations += _violations(page, "print", {"type": "rule", "values": CONTRAST})
        page.emulate_media(media="screen")
    page.set_viewport_size(PHONE)
    visit.too_wide = int(page.evaluate("document.documentElement.scrollWidth - window.innerWidth"))
    visit.ran = bool(page.evaluate("'pwned' in window"))
    page.context.close()
    return visit


def faults(visits: Sequence[Visit], attribute: str) -> dict[str, Any]:
    """Each page at which an attribute is anything but empty."""
    return {visit.name: getattr(visit, attribute) for visit in visits if getattr(visit, attribute)}


def _violations(page: Page, mode: str, run_only: dict[str, Any]) -> list[str]:
    found = page.evaluate("options => axe.run(document, options)", {"runOnly": run_only, "resultTypes": ["violations"]})
    return [
        f"{mode} {rule['id']}: {node['target']} {node.get('failureSummary', '')}"
        for rule in found["violations"]
        for node in rule["nodes"][:5]
    ]
