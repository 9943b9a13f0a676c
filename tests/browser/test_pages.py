"""Pages of each kind open in silence, ask for nothing, fit a phone, and are as accessible as WCAG 2.2 AA asks."""

import re
from itertools import product
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from grader.assignment import load_assignment
from grader.report.environment import make_environment
from tests.browser.conftest import ARTIFACTS
from tests.support.browser.judging import Judge
from tests.support.browser.tools import validate
from tests.support.browser.visiting import Visit, Visitor, faults, open_page
from tests.support.demo import drawn_samples
from tests.support.draw import Draw
from tests.support.known_mistakes import drawn_mistakes, mistakes_of
from tests.support.loading import HANDOUT

KEY_PAGES = {
    "class": "demo/index.html",
    "report": "demo/ben-two-mistakes/report.html",
    "copy": "demo/_instructor/ben-two-mistakes.html",
}
WIDTHS = (360, 768, 1280, 1920)


def test_the_set_holds_the_pages_of_the_demo_and_all_that_is_told_of_known_mistakes(
    everything: dict[str, Path], draw: Draw
) -> None:
    assert set(KEY_PAGES.values()) <= set(everything)
    assert {f"demo/{sample.name}/report.html" for sample in drawn_samples(draw)} <= set(everything)
    assignment = load_assignment(HANDOUT)
    for mistake in drawn_mistakes(draw, assignment):
        name = f"mistakes-{assignment.slug}-{mistake.task.id}/{mistake.misconception.id}"
        assert {f"{name}.html", f"{name}-copy.html"} <= set(everything)
    for task in assignment.tasks:
        known = mistakes_of(assignment, task.id)
        assert known
        page = everything[f"catalogue-{assignment.slug}/{task.id}.html"].read_text("utf-8")
        assert len(re.findall(r'class="cause [^"]*\bknown\b', page)) == len(known)


def test_the_set_holds_something_of_every_kind(everything: dict[str, Path]) -> None:
    """Whatever the style sheet says of a kind of thing, there is one on a page; who adds a kind adds a page."""
    told = re.sub(r"\{[^{}]*\}|url\([^)]*\)", "", str(make_environment().globals["sheet"]))
    kinds = set(re.findall(r"\.([a-z][a-z_-]*(?!\w))", told))
    pages = [file.read_text("utf-8") for file in everything.values()]
    seen = {kind for page in pages for names in re.findall(r'class="([^"]*)"', page) for kind in names.split()}
    assert len(kinds) > 50
    assert kinds - seen == set()


def test_no_page_says_anything_on_the_console(visits: list[Visit]) -> None:
    assert faults(visits, "said") == {}


def test_no_page_asks_for_anything(visits: list[Visit]) -> None:
    assert faults(visits, "asked") == {}


def test_no_page_opens_a_dialog_or_runs_anything(visits: list[Visit]) -> None:
    assert faults(visits, "dialogs") == {}
    assert faults(visits, "ran") == {}


def test_no_page_is_wider_than_a_phone(visits: list[Visit]) -> None:
    assert faults(visits, "too_wide") == {}


def test_everything_is_within_reach_of_a_finger_and_of_a_keyboard(visits: list[Visit]) -> None:
    assert faults(visits, "hard_to_reach") == {}


def test_axe_finds_nothing_in_light_in_dark_and_in_print(visits: list[Visit]) -> None:
    assert faults(visits, "violations") == {}


def test_html_validate_finds_nothing(visits: list[Visit]) -> None:
    assert faults(visits, "invalid") == {}


def test_these_checks_see_a_bad_page(visitor: Visitor, axe: str, tmp_path: Path) -> None:
    """The control: each of the faults that no page has is found where it is."""
    bad = tmp_path / "bad.html"
    bad.write_text(
        "<!doctype html><html><head><title>x</title></head><body><img src='https://evil.example/x'>"
        "<p style='color:#ccc;width:900px'>faint</p><p><a href=#x>1</a><br><a href=#y>2</a></p>"
        "<div style='width:99px;overflow:auto'><p style='width:200px'>long</p></div>"
        "<script>console.log('hi'); pwned = 1; alert('hi')</script>"
    )
    visit = visitor.look_at(bad, "bad")
    Judge(axe).judge(visitor.page, visit)
    assert "hi" in visit.said
    assert visit.asked == ["https://evil.example/x"]
    assert visit.dialogs == ["hi"]
    assert visit.ran
    assert visit.too_wide > 400
    assert visit.hard_to_reach == ["crowded: 1", "crowded: 2", "scrolls: div long"]
    assert {line.split(":")[0] for line in visit.violations} >= {"light color-contrast", "light image-alt"}
    assert any("no-inline-style" in line for line in validate([bad])[bad])


@pytest.mark.drawn(1)
@pytest.mark.parametrize("name", KEY_PAGES)
def test_screenshots_of_key_pages_are_kept(
    browser: Browser, everything: dict[str, Path], draw: Draw, name: str
) -> None:
    """Pictures to look at, in light and in dark, each at one of four widths or at all, and as it is printed."""
    ARTIFACTS.mkdir(parents=True, exist_ok=True)
    for scheme, width in draw.few(product(("light", "dark"), WIDTHS), 1, lambda each: each[0]):
        page = open_page(browser, everything[KEY_PAGES[name]], color_scheme=scheme)
        page.set_viewport_size({"width": width, "height": 900})
        file = ARTIFACTS / f"{name}-{width}-{scheme}.png"
        page.screenshot(path=file, full_page=width == WIDTHS[2])
        assert file.stat().st_size > 10_000
        page.context.close()
    page = open_page(browser, everything[KEY_PAGES[name]])
    printed = ARTIFACTS / f"{name}.pdf"
    page.pdf(path=printed, format="A4", print_background=True)
    assert printed.stat().st_size > 10_000
    page.context.close()
