"""Writes an assignment with any tasks below a folder in a few lines, for tests of the features for authors."""

from collections.abc import Mapping
from pathlib import Path

from grader.assignment import Assignment, load_assignment
from grader.model import Submission

HEAD = """
slug = "small"
title = "Small"
notebook = "small.ipynb"
given = []
"""
MARKS = 'import pytest\npytestmark = [pytest.mark.task("{}"), pytest.mark.points(1)]\n'


def lay_out(
    root: Path,
    manifest: str,
    tests: Mapping[str, str],
    reference: Mapping[str, str],
    stubs: Mapping[str, str] | None = None,
    beside: Mapping[str, str] | None = None,
) -> Assignment:
    """Writes it: `tests` by task, each worth a point; modules of the reference and stubs by name.

    `beside` are further files of the solution.
    """
    folder, solution = root / "assignments" / "small", root / "solutions" / "small"
    (solution / "hidden_tests").mkdir(parents=True)
    folder.mkdir(parents=True)
    (folder / "assignment.toml").write_text(HEAD + manifest)
    for name, source in reference.items():
        (folder / f"{name}.py").write_text((stubs or {}).get(name, "raise NotImplementedError\n"))
        (solution / f"{name}.py").write_text(source)
    (solution / "seed.txt").write_text("5ec7e7" + "0123456789abcdef" * 2)
    for task, source in tests.items():
        (solution / "hidden_tests" / f"test_{task}.py").write_text(MARKS.format(task) + source)
    for name, source in (beside or {}).items():
        (solution / name).parent.mkdir(exist_ok=True)
        (solution / name).write_text(source)
    return load_assignment(folder)


def handed_in(modules: Mapping[str, str]) -> Submission:
    """A submission of these modules."""
    files = {f"{name}.py": source.encode() for name, source in modules.items()}
    return Submission(id="x", digest="", files=files, problems={})
