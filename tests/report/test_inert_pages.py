"""No page does more than show text: hostile text stays text, and a page loads, runs and asks for nothing of others."""

import base64
import hashlib
import re

import pytest
from msgspec.structs import replace

from grader.model import Grade
from grader.report.class_page import render_class
from grader.report.class_row import ClassRow
from grader.report.render import render_instructor, render_report
from tests.support.markup import read
from tests.support.payloads import ENDLESS, PAYLOADS
from tests.support.sample_grades import grade_full_of, grade_of_one
from tests.support.sample_pictures import picture


def every_page(text: str) -> list[str]:
    """Each kind of page with `text` in every string of it."""
    grade = grade_full_of(text)
    rows = [ClassRow.graded(grade, text, text), ClassRow.ungraded(text, text, text)]
    return [render_report(grade), render_instructor(grade), render_class(text, rows)]


@pytest.mark.drawn(8)
@pytest.mark.parametrize("text", PAYLOADS)
def test_no_text_changes_the_elements_of_a_page(text: str) -> None:
    """With a payload everywhere the pages have the very elements and attributes that they have with plain words."""
    for hostile, plain in zip(every_page(text), every_page("plain"), strict=True):
        assert read(hostile).elements == read(plain).elements
        assert not read(hostile).faults


@pytest.mark.drawn(1)
@pytest.mark.parametrize("text", ENDLESS)
def test_endless_text_is_cut_and_makes_no_other_kind_of_element(text: str) -> None:
    """What was cut says so in a line of its own, so that there may be more elements, but no new ones and not many."""
    for hostile, plain in zip(every_page(text), every_page("plain"), strict=True):
        assert set(read(hostile).elements) <= set(read(plain).elements)
        assert not read(hostile).faults
        assert "more characters]" in hostile
        without_links = re.sub(r'href="[^"]*"', "", hostile)  # a link must be whole to lead anywhere
        assert len(without_links) < len(plain) + 300_000


@pytest.mark.drawn(8)
@pytest.mark.parametrize("text", [*PAYLOADS, *ENDLESS])
def test_no_text_gets_into_an_address_or_a_style(text: str) -> None:
    for page in every_page(text):
        for name, value in read(page).attributes:
            if name in {"href", "src"}:
                assert re.match(r"#[a-z]|\./|data:(image/png;base64,[\w+/=]+|,)$", value)
            assert name != "style"


@pytest.mark.parametrize("text", ["<b>bold & 'quoted'</b>", "{{ 7 * 7 }}", "if a < b and c > d:"])
def test_text_is_read_as_it_was_written(text: str) -> None:
    """The control of the hostile cases: nothing is dropped, doubled or evaluated."""
    seen = read(render_report(grade_full_of(text))).text
    assert seen.count(text) >= 15
    assert "49" not in seen.replace(text, "")


def test_code_in_a_message_is_set_off_and_escaped() -> None:
    page = render_report(grade_full_of("use `a < b` here"))
    assert "use <code>a &lt; b</code> here" in page


def test_a_report_allows_its_own_style_and_nothing_else(grade: Grade) -> None:
    for page in (render_report(grade), render_instructor(grade)):
        (style,) = re.findall(r"<style>(.*?)</style>", page, re.DOTALL)
        assert policy_of(page) == {
            "default-src": "'none'",
            "style-src": f"'sha256-{digest_of(style)}'",
            "img-src": "data:",
            "base-uri": "'none'",
            "form-action": "'none'",
        }
        assert "script" not in {tag for tag, *_ in read(page).elements}


def test_the_page_of_a_class_allows_one_script_of_ours_besides(grade: Grade) -> None:
    page = render_class("A class", [ClassRow.graded(grade, "a/report.html")])
    (script,) = re.findall(r"<script>(.*?)</script>", page, re.DOTALL)
    assert policy_of(page)["script-src"] == f"'sha256-{digest_of(script)}'"
    assert not re.search(r"innerHTML|insertAdjacentHTML|document\.write|eval|Function\(|fetch|setTimeout", script)


def test_no_page_asks_for_anything_or_reacts_to_anything(grade: Grade) -> None:
    rows = [ClassRow.graded(grade, "a/report.html", "b.html")]
    for page in (render_report(grade), render_instructor(grade), render_class("A class", rows)):
        assert page.index("Content-Security-Policy") < page.index("<style>")
        assert not {"iframe", "object", "embed", "form", "base"} & {tag for tag, *_ in read(page).elements}
        assert not [name for name, _ in read(page).attributes if name.startswith("on") or name == "style"]
        assert not re.search(r"https?:|url\(|@import|//\w", page.replace("data:image/png;base64,", ""))


def policy_of(page: str) -> dict[str, str]:
    (policy,) = re.findall(r'http-equiv="Content-Security-Policy" content="([^"]*)"', page)
    return dict(rule.strip().split(" ", 1) for rule in policy.split(";"))


def digest_of(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def test_the_worst_report_is_bounded() -> None:
    """A test with ten thousand calls of endless text shows the last few, cut, and says how many it left out."""
    crowded = grade_full_of("x\n" * 100_000).tasks[0].tests[0]
    evidence = replace(crowded.evidence, calls=crowded.evidence.calls * 10_000, figures=(picture(8, 8),) * 1_000)
    page = render_report(grade_of_one(replace(crowded, evidence=evidence)))
    assert len(page) < 300_000
    assert "9992 earlier calls are left out" in page
