"""Hidden tests of Task 6: the program as it is called, read and written."""

from typing import Any

import numpy as np
import pytest

from grader.exam import check, run_program

pytestmark = pytest.mark.task("6")

NAMES = ["apples", "bread", "milk", "tea", "salt"]


def shopping(rng: np.random.Generator) -> list[str]:
    """Lines that can be read."""
    pieces, cents = rng.integers(2, 9, len(NAMES)).tolist(), rng.integers(5, 999, len(NAMES)).tolist()
    return [
        f"{number} {name} {price / 100:.2f}"
        for number, name, price in zip(pieces, rng.permutation(NAMES).tolist(), cents, strict=True)
    ]


def text_of(printed: list[str]) -> str:
    """Lines as they are printed."""
    return "".join(f"{line}\n" for line in printed)


@pytest.mark.points(4)
def test_receipt(student: Any, reference: Any, rng: np.random.Generator) -> None:
    """What was bought is printed, and the total."""
    lines = shopping(rng)
    run = run_program(student, lines)
    check.text(run.output, text_of(reference.receipt(lines)[0]), "the printed text", ignore=("spaces",))
    check.equal(run.status, 0, "the exit status")


@pytest.mark.points(4)
def test_lines_that_cannot_be_read(student: Any, reference: Any, rng: np.random.Generator) -> None:
    """A line of another form is told on standard error, and the exit status is 1."""
    first, *others = shopping(rng)
    lines = [first, "three pears 0.40", "bread 2", "", *others, "2 figs cheap", "2 ripe figs 0.20"]
    printed, unread = reference.receipt(lines)
    run = run_program(student, lines)
    check.text(run.output, text_of(printed), "the printed text", ignore=("spaces",))
    check.text(run.errors, text_of([f"Cannot read: {line}" for line in unread]), "standard error", ignore=("spaces",))
    check.equal(run.status, 1, "the exit status")


@pytest.mark.points(2)
def test_file(student: Any, reference: Any, rng: np.random.Generator) -> None:
    """The receipt is written into the file whose name is given."""
    lines = shopping(rng)
    run = run_program(student, lines, args=["bought.txt"])
    check.text(run.files["bought.txt"], text_of(reference.receipt(lines)[0]), "bought.txt", ignore=("spaces",))
