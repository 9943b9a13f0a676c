"""Task 5: the example of the handout."""

from pathlib import Path
from types import ModuleType

SCORES = "# first term\nAda: 12 15\nGrace Hopper: 9\n\nAda: 18\n"


def test_read_scores(student: ModuleType, tmp_path: Path) -> None:
    """A file becomes a dict."""
    file = tmp_path / "scores.txt"
    file.write_text(SCORES)
    assert student.read_scores(str(file)) == {"Ada": [12, 15, 18], "Grace Hopper": [9]}


def test_write_report(student: ModuleType, tmp_path: Path) -> None:
    """A dict becomes a file."""
    file = tmp_path / "report.txt"
    student.write_report({"Grace Hopper": [9], "Ada": [12, 15, 18]}, str(file))
    assert file.read_text().splitlines() == ["Ada: 15.0", "Grace Hopper: 9.0"]
