"""LaTeX becomes MathML of a few harmless elements; what is no LaTeX stays text."""

import re
from pathlib import Path

import pytest

from grader.assignment import load_assignment
from grader.report.formulas import mathml
from tests.support.markup import read

ROOT = Path(__file__).resolve().parents[2]
HARMLESS = {"math", "mrow", "mi", "mn", "mo", "mtext", "mspace", "mfrac", "msqrt", "mroot", "mstyle", "code"} | {
    *("msub", "msup", "msubsup", "munder", "mover", "munderover", "mtable", "mtr", "mtd"),
}


def test_a_fraction_is_a_fraction() -> None:
    assert mathml(r"\frac{a}{2}") == (
        '<math display="inline" displaystyle="true"><mrow><mfrac><mrow><mi>a</mi></mrow><mrow><mn>2</mn></mrow></mfrac>'
        "</mrow></math>"
    )


def test_every_formula_of_every_assignment_can_be_set() -> None:
    assignments = map(load_assignment, (ROOT / "assignments").iterdir())
    formulas = [formula for each in assignments for task in each.tasks for formula in task.formulas]
    assert formulas
    for formula in formulas:
        shown = mathml(formula)
        assert shown.startswith("<math")
        assert "\\" not in shown


@pytest.mark.parametrize(
    "latex",
    [
        r"\text{<img src=x onerror=alert(1)>}",
        r"\text{</math><script>alert(1)</script>}",
        r"\href{javascript:alert(1)}{x}",
        r"\style{background:url(https://evil.example)}{x}",
        r"\color{red}{x} \class{evil}{x} \id{evil}{x}",
        "<script>alert(1)</script>",
        "&lt;b&gt; &#x3c;b&#x3e;",
        r"\frac{a",
        r"x_1_2",
        "",
        "{" * 300,
        "x" * 100_000,
    ],
)
def test_no_latex_makes_anything_but_mathematics(latex: str) -> None:
    markup = read(str(mathml(latex)))
    assert {tag for tag, *_ in markup.elements} <= HARMLESS
    assert {name for name, _ in markup.attributes} <= {"display", "displaystyle", "stretchy", "fence", "form", "width"}
    assert not markup.faults
    assert not re.search(r"javascript|url\(", "".join(value for _, value in markup.attributes))
    assert len(mathml(latex)) < 20_000
