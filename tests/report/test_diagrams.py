"""Every step of the vocabulary has a diagram that marks a break, says it in words, and can be read aloud."""

import re

import pytest
from msgspec.structs import replace

from grader.report.diagrams import STEPS, diagram
from grader.report.render import render_report
from tests.support.markup import read
from tests.support.sample_grades import EXTRA_SIGMOID, grade_full_of, grade_of_one


def figure_of(step: str) -> str:
    """The figure in a report of one failure with a mistake in this step, or nothing."""
    test = replace(grade_full_of("x").tasks[0].tests[0], misconception=replace(EXTRA_SIGMOID, step=step))
    found = re.findall(r'<figure class="diagram">.*?</figure>', render_report(grade_of_one(test)), re.DOTALL)
    return "".join(found)


@pytest.mark.parametrize("step", sorted(STEPS))
def test_a_step_is_drawn_with_its_break_marked_and_named(step: str) -> None:
    shown = figure_of(step)
    assert 'class="cross"' in shown
    assert 'role="img"' in shown
    assert f"<figcaption>{(found := diagram(step)) and found.caption.replace(chr(39), '&#39;')}</figcaption>" in shown
    assert "The break" in shown or "What breaks" in shown
    assert read(shown).faults == []


def test_steps_that_share_a_drawing_differ_in_it() -> None:
    by_drawing: dict[str, list[str]] = {}
    for step in sorted(STEPS):
        found = diagram(step)
        assert found is not None
        by_drawing.setdefault(found.template, []).append(re.sub(r"<(desc|figcaption).*?</\1>", "", figure_of(step)))
    assert all(len(set(drawings)) == len(drawings) for drawings in by_drawing.values())


@pytest.mark.parametrize("step", ["", "no such step", "../../etc/passwd", "<b>"])
def test_a_word_outside_the_vocabulary_has_no_diagram(step: str) -> None:
    assert diagram(step) is None
    assert figure_of(step) == ""
