"""Pages can be used with a keyboard alone, tables sort, and what is folded unfolds; readers' settings are heeded."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser, Page

from grader.report.class_page import render_class
from grader.report.class_row import ClassRow
from tests.support.browser.visiting import DESK, open_page
from tests.support.demo import drawn_samples
from tests.support.draw import Draw
from tests.support.sample_grades import perfect_grade, sample_grade, untouched_grade, withheld_grade

Opened = Callable[[Path], Page]
MOTIONS: tuple[Literal["no-preference", "reduce"], ...] = ("no-preference", "reduce")
PAGES = ("ben-two-mistakes/report.html", "_instructor/ben-two-mistakes.html", "index.html")
UNFOLD = "document.querySelectorAll('details').forEach(each => each.open = true)"
REACHABLE = "a[href], summary, button, input, select, [tabindex='0']"
VISIBLE = f"() => [...document.querySelectorAll({REACHABLE!r})].filter(each => each.checkVisibility()).length"
CURRENT = f"() => [...document.querySelectorAll({REACHABLE!r})].indexOf(document.activeElement)"


@pytest.fixture(scope="module")
def desk(browser: Browser) -> Iterator[Page]:
    """A page as wide as a desk; to start one takes longer than most tests."""
    page = browser.new_context(viewport=DESK).new_page()
    yield page
    page.context.close()


@pytest.fixture
def opened(desk: Page) -> Iterator[Opened]:
    """Opens a file there, and leaves nothing of it to the next test."""

    def look(file: Path) -> Page:
        desk.goto(file.resolve().as_uri())
        return desk

    yield look
    desk.emulate_media(media="screen", reduced_motion="no-preference")
    desk.goto("about:blank")


def tabbed(page: Page) -> list[int]:
    """The numbers of the elements that the tabulator leads to, in order, until it leaves the page."""
    found: list[int] = []
    while True:
        page.keyboard.press("Tab")
        number = int(page.evaluate(CURRENT))
        if number < 0 or number in found:
            return found
        found.append(number)


@pytest.mark.drawn(1, kind=lambda folded: folded)
@pytest.mark.parametrize("folded", [True, False], ids=["folded", "unfolded"])
@pytest.mark.parametrize("name", PAGES)
def test_everything_is_reached_by_keyboard_in_the_order_of_the_page(
    opened: Opened, demo: Path, name: str, *, folded: bool
) -> None:
    page = opened(demo / name)
    if not folded:
        page.evaluate(UNFOLD)
    reached = tabbed(page)
    assert len(reached) > 10
    assert len(reached) == page.evaluate(VISIBLE)
    assert reached == sorted(reached)


@pytest.mark.drawn(1)
@pytest.mark.parametrize("name", PAGES)
def test_what_has_the_focus_is_seen_to_have_it(opened: Opened, demo: Path, name: str) -> None:
    page = opened(demo / name)
    for _ in range(12):
        page.keyboard.press("Tab")
        outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
        assert outline not in {"none", ""}


def test_a_key_unfolds_the_details_and_leads_to_the_tasks(opened: Opened, demo: Path) -> None:
    page = opened(demo / "ben-two-mistakes/report.html")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.url.endswith("#tasks")
    folded = page.locator("details:not([open]) > summary").first
    folded.focus()
    before = page.locator("details[open]").count()
    page.keyboard.press("Enter")
    assert page.locator("details[open]").count() == before + 1


def column(page: Page, number: int) -> list[str]:
    return page.locator(f"table.scores tbody tr > :nth-child({number})").all_inner_texts()


def figures(page: Page) -> list[float]:
    """The scores in the table from top to bottom; a dash is none."""
    return [float(text) for text in column(page, 2) if text != "\N{EN DASH}"]


def test_the_table_of_a_class_sorts_by_each_kind_of_column(opened: Opened, demo: Path) -> None:
    page = opened(demo / "index.html")
    names = column(page, 1)
    assert names == sorted(names)
    score = page.get_by_role("button", name="Score")
    score.click()
    scores = figures(page)
    assert scores == sorted(scores, reverse=True)
    assert len(set(scores)) > 2
    score.focus()
    page.keyboard.press("Enter")
    assert figures(page) == sorted(scores)
    assert page.locator("th[aria-sort=ascending]").all_inner_texts() == [score.inner_text()]
    page.get_by_role("button", name="Submission").click()
    assert column(page, 1) == names


@pytest.mark.drawn(1)
@pytest.mark.parametrize("name", ["demo", "attackers"])
def test_every_table_of_a_class_sorts_by_every_column_and_keeps_its_rows_whole(
    opened: Opened, demo: Path, of_attackers: dict[str, Path], name: str
) -> None:
    page = opened({"demo": demo / "index.html", "attackers": of_attackers["attackers/index.html"]}[name])
    page.evaluate(UNFOLD)
    for table in page.locator("table.sortable").all():
        rows = sorted(table.locator("tbody tr").all_inner_texts())
        for number, heading in enumerate(table.locator("thead th").all(), start=1):
            is_number = heading.get_attribute("data-number") is not None
            heading.get_by_role("button").press("Enter")
            assert heading.get_attribute("aria-sort") == ("descending" if is_number else "ascending")
            cells = table.locator(f"tbody tr > :nth-child({number})").all_inner_texts()
            assert not is_number or falls(cells), (name, heading.inner_text())
        assert sorted(table.locator("tbody tr").all_inner_texts()) == rows


def shown(page: Page) -> int:
    return page.locator("table.scores tbody tr:visible").count()


def test_the_table_of_a_class_is_searched_and_filtered(opened: Opened, tmp_path: Path) -> None:
    page = opened(class_of_five(tmp_path))
    assert shown(page) == 5
    everybody = page.get_by_role("button", name="Show all")
    assert not everybody.is_visible()
    name = page.get_by_label("Name or id")
    for words, count in (("emile", 1), ("ZOLA émile", 1), ("ann", 1), ("nobody", 0), ("", 5)):
        name.fill(words)
        assert shown(page) == count, words
    name.fill("ann")
    assert page.get_by_role("status").inner_text() == "1 of 5 shown"
    everybody.click()
    assert (shown(page), name.input_value(), everybody.is_visible()) == (5, "", False)
    for label, count in (("no grade", 2), ("below 50 %", 1), ("late", 1), ("changed", 1), ("crashed", 1)):
        box = page.get_by_role("checkbox", name=label)
        box.check()
        assert shown(page) == count, label
        box.uncheck()
    page.get_by_role("combobox", name="Share of the points").select_option("b9")
    page.get_by_role("checkbox", name="late").check()
    assert shown(page) == 1, "who is in both"


def test_a_bar_a_mistake_a_test_and_an_alarm_pick_out_whose_they_are(opened: Opened, tmp_path: Path) -> None:
    page = opened(class_of_five(tmp_path))
    page.evaluate(UNFOLD)
    rows = page.locator("table.scores tbody tr:visible th")
    whose = {
        "rect[data-mark]": "noah",
        ".mistakes button": "Zola",
        ".items tbody button": "noah",
        ".alarms button": "Zola",
    }
    for part, name in whose.items():
        page.locator(part).first.click()
        assert [name in text for text in rows.all_inner_texts()] == [True], part
    assert page.evaluate("document.activeElement.value") == "crashed"


def class_of_five(folder: Path) -> Path:
    """Half right and crashed, all right and late, nothing right and changed, withheld, not graded."""
    rows = [
        replace(ClassRow.graded(sample_grade("émile"), None), name="Émile Zola"),
        replace(ClassRow.graded(perfect_grade("ann"), None), late=True),
        replace(ClassRow.graded(untouched_grade("noah"), None), changes="1 - 1: copied"),
        ClassRow.graded(withheld_grade("mei"), None),
        ClassRow.ungraded("lee", "The folder is empty."),
    ]
    (folder / "class.html").write_text(render_class("A class", rows), "utf-8")
    return folder / "class.html"


def falls(cells: Sequence[str]) -> bool:
    """Whether the numbers that cells begin with fall, and those without one are last."""
    found = [re.match(r"-?\d+(\.\d+)?", cell.strip()) for cell in cells]
    keys = [(each is None, -float(each[0]) if each else 0.0) for each in found]
    return keys == sorted(keys)


def test_sorting_compares_numbers_as_numbers_and_leaves_gaps_at_the_end(opened: Opened, demo: Path) -> None:
    """The script of the page, on a table of its own."""
    page = opened(demo / "index.html")
    rows = "".join(f"<tr><td>{value}</td></tr>" for value in ("10", "none", "9.5", "100", "0"))
    source = page.evaluate("document.querySelector('script').textContent")
    page.goto("about:blank")
    page.set_content(
        f"<table class=sortable><thead><tr><th data-number>N</th></tr></thead><tbody>{rows}</tbody></table>"
    )
    page.evaluate(source)
    seen = []
    for _ in range(2):
        page.get_by_role("button").click()
        seen.append(page.locator("tbody td").all_inner_texts())
    assert seen == [["100", "10", "9.5", "0", "none"], ["0", "9.5", "10", "100", "none"]]


def test_a_long_table_has_all_its_rows_in_order_however_soon_it_is_sorted_again(opened: Opened, demo: Path) -> None:
    """What is out of view is put in place in later frames, by the script of the page on a table of its own."""
    page = opened(demo / "index.html")
    numbers = [(7 * number) % 500 for number in range(500)]
    rows = "".join(f"<tr><td>{number}</td></tr>" for number in numbers)
    source = page.evaluate("document.querySelector('script').textContent")
    page.goto("about:blank")
    page.set_content(
        f"<div><table class=sortable><thead><tr><th data-number>N</th></tr></thead><tbody>{rows}</tbody></table></div>"
    )
    page.evaluate(source)
    page.evaluate("for (let i = 0; i < 3; i++) document.querySelector('button').click()")
    page.wait_for_function("document.querySelectorAll('tbody tr').length === 500")
    assert [int(text) for text in page.locator("tbody td").all_inner_texts()] == sorted(numbers, reverse=True)
    assert page.evaluate("document.querySelector('div').style.minHeight") == ""


def test_a_message_of_many_picks_out_all_whose_it_is(opened: Opened, tmp_path: Path) -> None:
    rows = [ClassRow.graded(untouched_grade(f"s-{number}"), None) for number in range(9)]
    rows.append(ClassRow.graded(perfect_grade("ann"), None))
    (tmp_path / "class.html").write_text(render_class("A class", rows), "utf-8")
    page = opened(tmp_path / "class.html")
    page.evaluate(UNFOLD)
    page.locator(".found button").first.click()
    assert shown(page) == 9
    assert page.get_by_role("status").inner_text() == "9 of 10 shown, by a message"
    page.get_by_role("button", name="Show all").click()
    assert shown(page) == 10


def test_without_scripts_a_report_and_a_class_page_are_complete(browser: Browser, demo: Path, draw: Draw) -> None:
    page = open_page(browser, demo / "index.html", java_script_enabled=False)
    assert page.locator("table.scores tbody tr").count() == len(drawn_samples(draw))
    assert page.locator("button").count() == 0
    assert not page.locator(".finder").is_visible()
    page.context.close()


def test_motion_is_left_out_where_it_is_not_wanted(opened: Opened, demo: Path) -> None:
    page, behaviours = opened(demo / "ben-two-mistakes/report.html"), []
    for motion in MOTIONS:
        page.emulate_media(reduced_motion=motion)
        behaviours.append(page.evaluate("getComputedStyle(document.documentElement).scrollBehavior"))
    assert behaviours == ["smooth", "auto"]


def test_paper_shows_what_is_folded_on_the_screen(opened: Opened, demo: Path) -> None:
    page = opened(demo / "ben-two-mistakes/report.html")
    evidence = page.locator("details .evidence").first
    assert not evidence.is_visible()
    page.emulate_media(media="print")
    assert evidence.is_visible()
