"""Hostile text through every string that a student controls: nothing runs, nothing is asked for, nothing breaks."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser.pages import write_set
from tests.browser.visiting import look_at, open_page
from tests.report.payloads import ENDLESS, PAYLOADS
from tests.report.samples import grade_full_of

Score = tuple[str, int, bool]


@pytest.fixture(scope="module")
def plain_score(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Score:
    """Where and how the score is seen on a page of plain words."""
    report, *_ = write_set(tmp_path_factory.mktemp("plain"), {"full": grade_full_of("plain")})
    return score_of(browser, report)


@pytest.mark.parametrize("text", [*PAYLOADS, *ENDLESS])
def test_no_text_does_anything_but_stand_there(browser: Browser, tmp_path: Path, plain_score: Score, text: str) -> None:
    """Nor does it cover, move or hide the score, which is seen as on a page of plain words."""
    report, *others = write_set(tmp_path, {"full": grade_full_of(text)})
    for file in (report, *others):
        visit = look_at(browser, file, file.name)
        assert (visit.said, visit.asked, visit.dialogs, visit.ran, visit.too_wide) == ([], [], [], False, 0)
    assert score_of(browser, report) == plain_score == ("1", plain_score[1], True)


def score_of(browser: Browser, report: Path) -> Score:
    """What stands in the place of the score, how far from the left, and whether it is on top there."""
    page = open_page(browser, report)
    score = page.locator(".numeral strong")
    score.scroll_into_view_if_needed()
    box = score.bounding_box()
    assert box is not None
    middle = [box["x"] + box["width"] / 2, box["y"] + box["height"] / 2]
    on_top = page.evaluate("([x, y]) => document.elementFromPoint(x, y).closest('.numeral') !== null", middle)
    seen = score.inner_text()
    page.context.close()
    return seen, round(box["x"]), bool(on_top)
