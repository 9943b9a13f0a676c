"""Axe judges each thing once, and nothing that it would object to hides behind what it has judged on another page."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from msgspec.structs import replace

from grader.report.environment import make_environment
from grader.report.render import render_report
from tests.support.browser.judging import MODES, Judge, drawn_modes
from tests.support.browser.visiting import Visit, Visitor
from tests.support.draw import Draw
from tests.support.sample_grades import sample_drawings, sample_grade

Judged = Callable[[str, str], Visit]

POLICY = re.compile(r'<meta http-equiv="Content-Security-Policy"[^>]*>')
WIDTHS = re.compile(r"@media \((?:min|max)-width: [^)]*\) \{(?P<body>(?:[^{}]*\{[^}]*\})*)\s*\}")
DARK = re.compile(r"@media \(prefers-color-scheme: dark\) \{\s*:root \{(?P<body>[^}]*)\}\s*\}")
COLOUR = re.compile(r"\s*--[a-z-]+: #[0-9a-f]{6}\s*")
PICTURE = "<img src='data:,'>"
UNLIT = "<style>.lit { display: none } @media print { .lit { display: block } }</style>"
FAINT = "<style>.faint { color: #30405a; text-decoration: none }</style>"
FAINT_LINK = f"<p>Read <a href='#tasks' class='faint'>here</a> on.</p>{FAINT}"

FAULTS = {
    "a picture without a text": ("</main>", f"{PICTURE}</main>", "light image-alt"),
    "a picture that only paper shows": ("</main>", f"<p class='lit'>{PICTURE}</p>{UNLIT}</main>", "print image-alt"),
    "a link that says nothing": ("</main>", "<p><a href='#tasks'> </a></p></main>", "light link-name"),
    "a summary that says nothing": (r"(<summary>).*?</summary>", r"\1</summary>", "light summary-name"),
    "a diagram without a title": (
        r"(<svg[^>]*) aria-labelledby=[^>]*(>\s*)<title.*?</title>",
        r"\1\2",
        "light svg-img-alt",
    ),
    "a page without its title": (r"<title>[^<]*</title>", "", "light document-title"),
    "no language": ("<html lang=[^>]*>", "<html>", "light html-has-lang"),
    "a list of other things": (r"(<ol class=.overview.>)", r"\1<p>x</p>", "light list"),
    "terms without their list": (r"<dl>(.*?)</dl>", r"<div>\1</div>", "light dlitem"),
    "a role that there is not": (r"<ul class=.titles.>", "<ul class='titles' role='lisst'>", "light aria-roles"),
    "a link within a button": ("</main>", "<p role='button'>x <a href='#tasks'>y</a></p>", "light nested-interactive"),
    "a zoom that is forbidden": ("initial-scale=1", "initial-scale=1, user-scalable=no", "light meta-viewport"),
    "a colour too faint": ("--soft-ink: #566070", "--soft-ink: #b0b8c0", "light color-contrast"),
    "a colour too faint in the dark": ("--soft-ink: #a6aebb", "--soft-ink: #3a4048", "dark color-contrast"),
    "a colour too faint on paper": ("--soft-ink: #444444", "--soft-ink: #bbbbbb", "print color-contrast"),
    "a colour too faint in one place": ("</style>", ".passed summary { color: #ccc }</style>", "light color-contrast"),
    "links like the words around them": ("</main>", f"{FAINT_LINK}</main>", "light link-in-text-block"),
}


@pytest.fixture(scope="module")
def page() -> str:
    """A report with something of everything, and without the policy that allows one style sheet only."""
    grade = sample_grade()
    return POLICY.sub("", render_report(replace(grade, tasks=grade.tasks[2:3]), sample_drawings()))


@pytest.fixture(scope="module")
def judged(visitor: Visitor, axe: str, page: str, tmp_path_factory: pytest.TempPathFactory) -> Judged:
    """What is found at a page, in one mode, after that one was judged in all."""
    folder, wanted = tmp_path_factory.mktemp("judged"), list(MODES)
    judge = Judge(axe, lambda _before: wanted)

    def look(text: str, mode: str) -> Visit:
        wanted[:] = [each for each in MODES if mode in {each.name, "all"}]
        file = folder / f"{len(judge.pages)}.html"
        file.write_text(text, "utf-8")
        visit = visitor.look_at(file, file.name)
        judge.judge(visitor.page, visit)
        return visit

    assert look(page, "all").violations == []
    return look


@pytest.mark.drawn(1, kind=lambda fault: FAULTS[fault][2].split()[0])
@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_in_one_place_is_found_on_a_page_that_was_judged_without_it(
    judged: Judged, page: str, fault: str
) -> None:
    pattern, other, rule = FAULTS[fault]
    spoiled = re.sub(pattern, other, page, count=1, flags=re.DOTALL)
    assert spoiled != page
    assert rule in {line.split(":")[0] for line in judged(spoiled, rule.split()[0]).violations}


def test_each_mode_is_drawn_for_one_of_three_pages_and_light_for_all() -> None:
    for seed in range(9):
        drawn = [drawn_modes(Draw(str(seed), everything=False))(before) for before in range(3)]
        assert all(modes[0] == MODES[0] for modes in drawn)
        assert {mode.name for modes in drawn for mode in modes} == {mode.name for mode in MODES}
    assert drawn_modes(Draw("1", everything=True))(0) == MODES


def test_other_words_and_other_numbers_are_not_judged_again(visitor: Visitor, page: str, tmp_path: Path) -> None:
    head, body = page.split("<body", 1)
    other = re.sub(r"(?<=>)[^<>&]+(?=<)", lambda text: text[0].swapcase(), body)
    other = re.sub(r"(?<=task-)\d", "7", other)
    assert other != body
    judge = Judge("() => { axe = {getRules: () => []} }")
    for name, text in {"page": page, "other": f"{head}<body{other}"}.items():
        file = tmp_path / f"{name}.html"
        file.write_text(text, "utf-8")
        judge.judge(visitor.page, visitor.look_at(file, name))
    assert judge.pages == ["page"]


def test_dark_differs_from_light_in_colours_alone() -> None:
    """So that a rule which reads no colour finds in the dark what it finds in the light."""
    sheet = str(make_environment().globals["sheet"])
    (dark,) = DARK.finditer(sheet)
    assert sheet.count("prefers-color-scheme") == 1
    declared = dark["body"].rstrip().removesuffix(";").split(";")
    assert [line for line in declared if not COLOUR.fullmatch(line) and line.strip() != "color-scheme: dark"] == []
    assert len(declared) > 10


def test_a_wide_screen_and_a_narrow_one_differ_in_where_things_stand() -> None:
    """So that a rule which reads neither places nor sizes finds on a desk what it finds on a phone.

    Letters may be larger on a desk, which asks for less contrast.
    """
    blocks = [block["body"] for block in WIDTHS.finditer(str(make_environment().globals["sheet"]))]
    declared = re.findall(r"([a-z-]+): ([^;}]+);", " ".join(blocks))
    assert len(blocks) > 5
    assert [each for each in declared if each[0] in {"visibility", "content", "color", "opacity"}] == []
    assert {value for name, value in declared if name == "display"} <= {"grid", "block"}
    assert {value for name, value in declared if name == "background"} <= {"var(--paper)"}
