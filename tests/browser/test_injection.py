"""Hostile text through every string that a student controls: nothing runs, nothing is asked for, nothing breaks."""

from pathlib import Path

import pytest

from tests.support.browser.pages import write_set
from tests.support.browser.visiting import Visitor
from tests.support.payloads import ENDLESS, PAYLOADS
from tests.support.sample_grades import grade_full_of

Score = tuple[str, int, bool]
LONG = 10_000


@pytest.fixture(scope="module")
def plain_score(visitor: Visitor, tmp_path_factory: pytest.TempPathFactory) -> Score:
    """Where and how the score is seen on a page of plain words."""
    pages = write_set(tmp_path_factory.mktemp("plain"), {"full": grade_full_of("plain")})
    visitor.look_at(next(iter(pages.values())), "plain")
    return score_on(visitor)


@pytest.mark.drawn(2, kind=lambda text: len(text) > LONG)
@pytest.mark.parametrize("text", [*PAYLOADS, *ENDLESS])
def test_no_text_does_anything_but_stand_there(visitor: Visitor, tmp_path: Path, plain_score: Score, text: str) -> None:
    """Nor does it cover, move or hide the score, which is seen as on a page of plain words."""
    for name, file in write_set(tmp_path, {"full": grade_full_of(text)}).items():
        visit = visitor.look_at(file, name)
        assert visit.quiet, visit
        if name.endswith("/full.html"):
            assert score_on(visitor) == plain_score == ("1", plain_score[1], True)


def score_on(visitor: Visitor) -> Score:
    """What stands in the place of the score, how far from the left, and whether it is on top there."""
    score = visitor.page.locator(".numeral strong")
    score.scroll_into_view_if_needed()
    box = score.bounding_box()
    assert box is not None
    middle = [box["x"] + box["width"] / 2, box["y"] + box["height"] / 2]
    on_top = visitor.page.evaluate("([x, y]) => document.elementFromPoint(x, y).closest('.numeral') !== null", middle)
    return score.inner_text(), round(box["x"]), bool(on_top)
