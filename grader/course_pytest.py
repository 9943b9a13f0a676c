"""What a plain `pytest` in a course loads by an entry point, so that an editor's test button works. Trusted side.

It imports nothing until a hidden or public test of a course with its solution is collected: whoever has the grader
installed also tests other things.
"""

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from grader.exam.running.plain_session import CourseTests

NAME = "grader-course-tests"
_HALVES = {"hidden_tests": "solutions", "public_tests": "assignments"}


def assignment_of(test: Path) -> Path | None:
    """The folder of the assignment that a test file is about, if its solution is there."""
    for folder in test.parents:
        half = _HALVES.get(folder.name)
        if half is not None and folder.parents[1].name == half:
            course, slug = folder.parents[2], folder.parent.name
            found = course / "assignments" / slug
            if (found / "assignment.toml").is_file() and (course / "solutions" / slug).is_dir():
                return found
    return None


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> None:
    """Begins with the first test file of a course."""
    if file_path.suffix == ".py" and assignment_of(file_path) is not None:
        _course_tests(parent.config)


def _course_tests(config: pytest.Config) -> "CourseTests":
    from grader.exam.running.plain_session import CourseTests  # noqa: PLC0415 # see above

    known: CourseTests | None = config.pluginmanager.get_plugin(NAME)
    if known is None:
        known = CourseTests(config, assignment_of)
        config.pluginmanager.register(known, NAME)
    return known
