"""Every step has a diagram that marks a break, says it in words, and can be read aloud; no mistake names another."""

import re

import pytest

from grader.assignment import Manifest, load_assignment
from grader.exam.diagnosis.misconceptions import load_misconceptions
from tests.support.loading import HANDOUT
from tests.support.markup import read
from tests.support.sample_grades import sample_drawings

STEPS = {diagram.step: diagram for diagram in load_assignment(HANDOUT).diagrams()}
DRAWINGS = sample_drawings()


@pytest.mark.parametrize("step", STEPS)
def test_a_step_is_drawn_with_its_break_marked_and_named(step: str) -> None:
    shown = str(DRAWINGS.figure(step, "task-1-1"))
    assert 'class="cross"' in shown
    assert 'role="img"' in shown
    assert f"<figcaption>{STEPS[step].caption.replace(chr(39), '&#39;')}</figcaption>" in shown
    assert "The break" in shown or "What breaks" in shown
    assert read(shown).faults == []


def test_steps_that_share_a_drawing_differ_in_it(manifest: Manifest) -> None:
    by_drawing: dict[str, list[str]] = {}
    for name, step in manifest.steps.items():
        drawn = re.sub(r"<(desc|figcaption).*?</\1>", "", DRAWINGS.figure(name, "task-1-1"))
        by_drawing.setdefault(step.diagram, []).append(drawn)
    assert all(len(set(drawings)) == len(drawings) for drawings in by_drawing.values())


def test_every_step_and_every_drawing_is_of_use(manifest: Manifest) -> None:
    named = {mistake.misconception.step for mistake in load_misconceptions(load_assignment(HANDOUT))}
    assert named == set(manifest.steps)
    assert {step.diagram for step in manifest.steps.values()} == {f.name for f in (HANDOUT / "diagrams").iterdir()}
