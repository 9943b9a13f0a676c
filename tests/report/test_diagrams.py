"""A step is drawn as its author drew it, with its own words, and a drawing that is broken is refused."""

from pathlib import Path

import pytest
from msgspec.structs import replace

from grader.assignment import Assignment, load_assignment
from grader.errors import AssignmentError
from grader.model import Diagram
from grader.report.diagrams import Drawings
from grader.report.render import render_report
from tests.support.markup import read
from tests.support.payloads import PAYLOADS
from tests.support.sample_grades import grade_full_of, grade_of_one
from tests.support.sample_slips import EXTRA_SIGMOID
from tests.support.tiny import lay_out_tiny

SOURCE = """{% from "diagram.html" import head, cross, link, node, label %}
{{ head(diagram, uid, "0 0 100 50") }}
{{ node(20, 25, "x") }}{{ link(40, 25, 60, 25, "forward", diagram.step == "doubling") }}{{ node(80, 25, "2x") }}
{{ label(50, 20, diagram.step) }}{{ cross(50, 25) }}
</svg>
"""
DOUBLING = Diagram(step="doubling", title="A machine that doubles", caption="The break is in the two.", source=SOURCE)


def page_of(step: str, *diagrams: Diagram) -> str:
    """The report of one failure with a known mistake in this step."""
    test = replace(grade_full_of("x").tasks[0].tests[0], misconception=replace(EXTRA_SIGMOID, step=step))
    return render_report(grade_of_one(test), Drawings(diagrams))


def test_a_step_is_drawn_as_its_author_drew_it() -> None:
    page = page_of("doubling", DOUBLING, replace(DOUBLING, step="halving"))
    assert page.count('<figure class="diagram">') == page.count('class="cross"') == 1
    assert 'class="link forward broken"' in page
    assert 'class="link forward broken"' not in page_of("halving", DOUBLING, replace(DOUBLING, step="halving"))
    assert "<figcaption>The break is in the two.</figcaption>" in page
    assert read(page).faults == []


def test_a_label_lowers_what_its_author_lowers_and_no_other_underscore() -> None:
    lowered = replace(DOUBLING, source=SOURCE.replace("diagram.step) }}{{ cross", '"|a_{L}| = b_c") }}{{ cross'))
    page = page_of("doubling", lowered)
    assert '>|a<tspan class="subscript" dy="0.3em">L</tspan><tspan dy="-0.22em">| = b_c</tspan></text>' in page
    assert read(page).faults == []
    assert page.count('subscript"') == 1


@pytest.mark.parametrize("step", ["", "no such step", "../../etc/passwd", "report.html", "<b>"])
def test_a_step_without_a_diagram_has_no_figure(step: str) -> None:
    assert "figure class" not in page_of(step, DOUBLING)


@pytest.mark.drawn(12)
@pytest.mark.parametrize("text", PAYLOADS)
def test_no_words_of_a_step_change_the_elements_of_a_page(text: str) -> None:
    plain, odd = (replace(DOUBLING, title=words, caption=words, step=words) for words in ("plain", text))
    hostile, control = (read(page_of(diagram.step, diagram)) for diagram in (odd, plain))
    assert hostile.faults == []
    assert [tag for tag, *_ in hostile.elements] == [tag for tag, *_ in control.elements]


@pytest.mark.parametrize(
    ("broken", "complaint"),
    [
        ("{% if %}", "Expected an expression"),
        ("{{ nothing }}", "'nothing' is undefined"),
        ('{% include "nowhere.svg" %}', "nowhere.svg"),
        ('{% from "diagram.html" import link %}{{ link(1, 1, 1, 1, "forward") }}', "division by zero"),
    ],
)
def test_a_diagram_that_cannot_be_drawn_is_refused_before_anything_is_graded(broken: str, complaint: str) -> None:
    with pytest.raises(AssignmentError, match=f"The diagram of the step 'doubling' cannot be drawn: .*{complaint}"):
        Drawings([replace(DOUBLING, source=broken)])


def with_step(folder: Path, file: str) -> Assignment:
    """The tiny assignment with a step that this file is to draw."""
    tiny = lay_out_tiny(folder)
    with (tiny.folder / "assignment.toml").open("a") as manifest:
        manifest.write(
            f'[steps.doubling]\ndiagram = "{file}"\ntitle = "{DOUBLING.title}"\ncaption = "{DOUBLING.caption}"\n'
        )
    (tiny.folder / "diagrams").mkdir()
    (tiny.folder / "diagrams" / "two.svg").write_text(SOURCE)
    return load_assignment(tiny.folder)


def test_an_assignment_has_the_diagrams_of_its_steps(tmp_path: Path) -> None:
    assert with_step(tmp_path, "two.svg").diagrams() == (DOUBLING,)


@pytest.mark.parametrize("file", ["three.svg", "../given.py", "/etc/passwd", ""])
def test_a_drawing_that_is_not_there_or_lies_elsewhere_is_refused(tmp_path: Path, file: str) -> None:
    with pytest.raises(AssignmentError, match=r"steps.doubling|lacks .*three.svg"):
        with_step(tmp_path, file)
