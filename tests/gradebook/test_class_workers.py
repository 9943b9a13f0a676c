"""The workers of a class are started once: they find the level with the exams that they then grade in."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from msgspec.structs import replace

from grader import grade_class
from grader.assignment import Assignment
from grader.errors import AssignmentError, UsageError
from grader.exam.running.fork_server import ForkServer
from grader.gradebook import preload
from grader.gradebook.bulk_messages import GradingOptions
from grader.gradebook.class_workers import ClassWorkers
from grader.gradebook.preload import early_server
from grader.gradebook.standing_exam import StandingExam
from grader.model import Isolation
from grader.model.options import GRADING, ClassOptions
from tests.support.standing_workers import own_workers


@pytest.fixture
def options(tiny: Assignment) -> GradingOptions:
    """The weakest level is accepted, so that the strongest is found."""
    return GradingOptions(tiny.folder, Isolation.PROCESS)


def test_the_exam_that_found_the_level_goes_on_and_only_another_level_takes_another(options: GradingOptions) -> None:
    standing = StandingExam()
    found = standing.strongest(options)
    try:
        assert standing.at(replace(options, isolation=found.isolation, run=True)) is found
        exact = standing.at(options)
        assert exact.isolation is Isolation.PROCESS
        assert (exact is found) == (found.isolation is Isolation.PROCESS)
        assert standing.at(options) is exact
    finally:
        standing.close()


def test_workers_that_found_the_level_are_those_that_grade_unless_more_are_wanted(options: GradingOptions) -> None:
    with own_workers(), ClassWorkers() as workers:
        assert workers.level(options, 1).at_least(Isolation.PROCESS)
        executor = workers.executor(1)
        assert workers.executor(1) is executor
        assert workers.executor(2) is not executor


def test_no_level_is_found_where_there_can_be_no_exam(own_tiny: Assignment) -> None:
    (own_tiny.hidden_tests / "test_double.py").write_text("def broken(:\n")
    with own_workers(), ClassWorkers() as workers, pytest.raises(AssignmentError, match="test_double"):
        workers.level(GradingOptions(own_tiny.folder, Isolation.PROCESS), 1)


def test_what_workers_are_forked_from_is_begun_early_where_something_is_graded_for_certain(tmp_path: Path) -> None:
    """What is on record in the other folder may be all that there is."""
    with own_workers():
        begun = [
            early_server(output, given)
            for output in (None, tmp_path / "new", tmp_path)
            for given in (GRADING, ClassOptions(regrade=True))
        ]
    for server in (each for each in begun if each is not None):
        server.close()
    assert [each is not None for each in begun] == [True, True, True, True, False, True]


def test_it_ends_with_a_class_that_is_refused(
    tiny: Assignment, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun: list[ForkServer] = []

    def begin(modules: Sequence[str]) -> ForkServer:
        begun.append(ForkServer(modules))
        return begun[-1]

    monkeypatch.setattr(preload, "ForkServer", begin)
    (tmp_path / "class").mkdir()
    with pytest.raises(UsageError):
        grade_class(tmp_path / "class", assignment=tiny.folder)
    assert [server._process.returncode is None for server in begun] == [False]
