"""Hidden tests of Task 5: files that are read and written."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from grader.exam import check, read_file, write_files

pytestmark = pytest.mark.task("5")

NAMES = ["Ada", "Grace Hopper", "Alan", "Edsger", "Barbara"]


def line(rng: np.random.Generator, name: str) -> str:
    """A line of a file of scores."""
    return f"{name}: {' '.join(map(str, rng.integers(0, 21, 3).tolist()))}\n"


@pytest.mark.points(3)
def test_read(student: Any, reference: Any, rng: np.random.Generator, tmp_path: Path) -> None:
    """Each name has its numbers, from all lines with it."""
    text = "".join(line(rng, name) for name in [*NAMES, *NAMES[:2], NAMES[0]])
    (tmp_path / "scores.txt").write_text(text)
    write_files(student, {"scores.txt": text})
    check.equal(student.read_scores("scores.txt"), reference.read_scores(tmp_path / "scores.txt"), "the scores")


@pytest.mark.points(2)
def test_read_passes_over(student: Any, reference: Any, rng: np.random.Generator, tmp_path: Path) -> None:
    """Empty lines, comments and white space around names do not count; a name may be without numbers."""
    text = f"# Ada: 1\n\n  Ada :3\t4  5\n   \n#: 2\n{line(rng, 'Alan')}Grace Hopper:\n"
    (tmp_path / "scores.txt").write_text(text)
    write_files(student, {"scores.txt": text})
    check.equal(student.read_scores("scores.txt"), reference.read_scores(tmp_path / "scores.txt"), "the scores")


@pytest.mark.points(1)
@pytest.mark.parametrize("wrong", ["Ada 12", "Ada: twelve", "Ada: 1 2.5"], ids=["no colon", "a word", "a fraction"])
def test_read_says_where(student: Any, wrong: str) -> None:
    """A line that cannot be read raises ValueError with its number, counted among all lines."""
    write_files(student, {"scores.txt": f"# first term\nAlan: 5\n\n{wrong}\nAda: 20\n"})
    with pytest.raises(ValueError, match="4"):
        student.read_scores("scores.txt")


@pytest.mark.points(3)
def test_write(student: Any, reference: Any, rng: np.random.Generator, tmp_path: Path) -> None:
    """Each name stands with its mean, the best first."""
    scores = {name: rng.permutation([2 * place, 2 * place + 1, 3]).tolist() for place, name in enumerate(NAMES)}
    reference.write_report(scores, tmp_path / "report.txt")
    student.write_report(scores, "report.txt")
    check.text(
        read_file(student, "report.txt"), (tmp_path / "report.txt").read_text(), "report.txt", ignore=("spaces",)
    )


@pytest.mark.points(2)
def test_write_equal_means(student: Any, reference: Any, tmp_path: Path) -> None:
    """Equal means are in alphabetical order."""
    scores = {"Grace": [9, 11], "Edsger": [5, 16], "Alan": [10], "Ada": [20, 0], "Barbara": [12]}
    reference.write_report(scores, tmp_path / "report.txt")
    student.write_report(scores, "report.txt")
    check.text(
        read_file(student, "report.txt"), (tmp_path / "report.txt").read_text(), "report.txt", ignore=("spaces",)
    )


@pytest.mark.points(2)
def test_write_leaves_out(student: Any) -> None:
    """Names without numbers are left out."""
    student.write_report({"Ada": [], "Alan": [3, 4]}, "report.txt")
    check.text(read_file(student, "report.txt"), "Alan: 3.5", "report.txt", ignore=("spaces",))
