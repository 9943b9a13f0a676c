"""The handout: its sections are where the misconceptions send people, and what it promises is so."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from grader.assignment import Task, load_assignment
from tests.support.loading import HANDOUT, REFERENCE

README = (HANDOUT / "README.md").read_text("utf-8")
ANCHORS = (
    "the-chain-rule",
    "several-paths",
    "one-neuron",
    "activation-functions",
    "the-forward-pass",
    "backpropagation",
    "vanishing-and-exploding-gradients",
    "saturation",
    "drawing-gradient-flow",
    "gradient-checking",
    "what-the-source-lesson-got-wrong",
)


def anchors(markdown: str) -> list[str]:
    """The anchors of the headings, made as GitHub makes them."""
    headings = re.findall(r"^#+ (.*)$", re.sub(r"```.*?```", "", markdown, flags=re.DOTALL), re.MULTILINE)
    return [re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings]


@pytest.mark.parametrize("anchor", ANCHORS)
def test_there_is_exactly_one_section_for_each_anchor(anchor: str) -> None:
    assert anchors(README).count(anchor) == 1


def test_every_link_inside_leads_to_a_section() -> None:
    links = re.findall(r"\]\(#([^)]*)\)", README)
    assert links
    assert set(links) <= set(anchors(README))


@pytest.mark.parametrize("task", load_assignment(HANDOUT).tasks, ids=lambda task: task.id)
def test_each_task_is_in_the_table_and_has_a_section_with_its_points(task: Task) -> None:
    (name,) = task.names
    row = f"| {task.id} | `{name}` | `{task.module}.py` | {task.points:g} |"
    assert row in README
    assert re.search(rf"^### Task {re.escape(task.id)}: .* \({task.points:g} points\)$", README, re.MULTILINE)


def test_the_examples_run_one_after_another_with_a_correct_solution(tmp_path: Path) -> None:
    blocks = re.findall(r"^```python\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)
    assert len(blocks) == len(load_assignment(HANDOUT).tasks)
    script = tmp_path / "examples.py"
    script.write_text("\n".join(blocks), "utf-8")
    path = f"{REFERENCE}:{HANDOUT}"
    ran = subprocess.run(
        [sys.executable, "-B", "-W", "error", script],
        env={"PYTHONPATH": path, "MPLBACKEND": "Agg", "PATH": ""},
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    assert "dh_dx            1.13464" in ran.stdout
    assert "h = 1e-12 {'layer': 1" in ran.stdout
