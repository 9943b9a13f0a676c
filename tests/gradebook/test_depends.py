"""A grade depends on its tests, its reference, its limits, its seed and what grades it, and on no prose and no page."""

from pathlib import Path

import pytest

from grader.assignment import Assignment, load_assignment
from grader.gradebook import depends
from grader.gradebook.depends import dependencies, sources_of
from grader.model import Isolation


def together(assignment: Assignment, seed: str = "seed", isolation: Isolation = Isolation.PROCESS) -> str:
    return dependencies(sources_of(load_assignment(assignment.folder)), seed, isolation).together


def test_whatever_a_grade_depends_on_changes_what_it_is_made_with(own_tiny: Assignment) -> None:
    seen = [together(own_tiny), together(own_tiny, "other"), together(own_tiny, isolation=Isolation.JAILED)]
    seen.append(dependencies(sources_of(own_tiny), "seed", Isolation.PROCESS, run=False).together)
    assert together(own_tiny) == seen[0]
    misconceptions = own_tiny.solution / "misconceptions"
    misconceptions.mkdir()
    (misconceptions / "one.py").touch()
    seen.append(together(own_tiny))
    for file in (
        own_tiny.hidden_tests / "test_1.py",
        own_tiny.solution / "tiny_double.py",
        own_tiny.folder / "given.py",
        own_tiny.folder / "tiny_shift.py",
    ):
        file.write_text(file.read_text() + "\n")
        seen.append(together(own_tiny))
    manifest = own_tiny.folder / "assignment.toml"
    manifest.write_text(manifest.read_text().replace("call_seconds = 1.0", "call_seconds = 2.0"))
    seen.append(together(own_tiny))
    assert len(set(seen)) == len(seen)


def test_whether_the_reference_is_right_needs_no_file_parsed_for_the_task_it_is_of(
    own_tiny: Assignment, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_tasks = sources_of(own_tiny)
    monkeypatch.setattr(depends, "TaskSources", None)
    without = sources_of(own_tiny, by_task=False)
    assert with_tasks.tasks
    assert not without.tasks
    together = [dependencies(found, "seed", Isolation.PROCESS).together for found in (with_tasks, without)]
    assert together[0] == together[1]
    with pytest.raises(TypeError):
        sources_of(own_tiny)


def test_prose_and_what_authors_and_their_tools_leave_regrade_nobody(own_tiny: Assignment) -> None:
    before = together(own_tiny)
    samples = own_tiny.solution / "samples" / "right"
    samples.mkdir(parents=True)
    caches = own_tiny.hidden_tests / "__pycache__"
    caches.mkdir()
    for file in (
        own_tiny.folder / "README.md",
        own_tiny.folder / ".DS_Store",
        own_tiny.hidden_tests / ".DS_Store",
        own_tiny.hidden_tests / "test_1.py~",
        caches / "test_1.pyc",
        samples / "tiny_double.py",
        own_tiny.solution / "NOTES.md",
    ):
        file.write_text("changed")
    manifest = own_tiny.folder / "assignment.toml"
    manifest.write_text(
        manifest.read_text() + "\n# a remark\n[hidden_results]\nper_day = 3\n[late]\ndue = 2026-12-01T12:00:00Z\n"
    )
    assert together(own_tiny) == before


def test_the_engine_is_what_grades_and_no_page(own_tiny: Assignment) -> None:
    package = Path(depends.__file__).resolve().parents[1]
    assert all((package / name).exists() for name in depends._ENGINE)
    assert not {"cli", "report", "feedback", "output", "gradebook", "ci"} & set(depends._ENGINE)
    assert sources_of(own_tiny).engine.startswith("sha256:")
