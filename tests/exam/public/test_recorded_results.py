"""What public tests find in a task that nobody has begun is on record in the handout, and is not run again."""

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from grader.assignment import Assignment, load_assignment
from grader.exam.public.public_tests import PublicTestRunner
from grader.exam.public.recorded_results import to_record
from grader.host.zygote import Zygote
from grader.intake import read_submission
from grader.intake.handed_out import RECORD, handout_record
from grader.intake.unfinished import not_begun
from grader.model import CheckResult
from tests.support.handouts import write_handout

Changed = Callable[..., frozenset[str]]


@pytest.fixture(scope="module")
def handout(tmp_path_factory: pytest.TempPathFactory) -> Assignment:
    folder = write_handout(tmp_path_factory.mktemp("recorded") / "tiny")
    tests = folder / "public_tests" / "test_1_tiny_double.py"
    tests.write_text(tests.read_text().partition("@pytest.mark.skip")[0])
    (folder / "tiny_shift.py").write_text("import helping\ndef shift(x): return helping.shift(x)\n")
    (folder / "helping.py").write_text("def shift(x):\n    raise NotImplementedError\n")
    return load_assignment(folder, solved=False)


@pytest.fixture(scope="module")
def run(handout: Assignment) -> CheckResult:
    """A check of the handout, run for the record, which lies there from then on."""
    with PublicTestRunner(handout) as tests:
        found = tests.check(read_submission(handout.folder, handout))
    files = {path.relative_to(handout.folder): path for path in handout.folder.rglob("*") if path.is_file()}
    content = {name.as_posix(): path.read_bytes() for name, path in files.items()}
    (handout.folder / RECORD).write_bytes(handout_record(content, to_record(found)))
    return found


def no_zygote(*, libraries: Sequence[str] = (), draws: bool = True) -> Zygote:
    raise AssertionError(f"a process was started, for {libraries}, drawing: {draws}")


def test_work_that_nobody_has_begun_is_told_as_when_it_is_run_and_nothing_is_run(
    handout: Assignment, run: CheckResult
) -> None:
    work = read_submission(handout.folder, handout)
    with PublicTestRunner(handout, open_zygote=no_zygote) as tests:
        told = tests.check(work)
    assert all(test.unwritten for test in run.tests)
    assert (told.tasks, told.notes) == (run.tasks, run.notes)
    assert told.isolation is None


@pytest.fixture
def changed(handout: Assignment, run: CheckResult, tmp_path: Path) -> Changed:
    """Which tasks count as not begun in a copy of the handout with these files changed; None takes one away."""
    assert run.tests

    def not_begun_in(**files: str | None) -> frozenset[str]:
        for name in ("tiny_double", "tiny_shift", "helping"):
            (tmp_path / f"{name}.py").write_bytes((handout.folder / f"{name}.py").read_bytes())
        for name, source in files.items():
            if source is None:
                (tmp_path / f"{name}.py").unlink()
            else:
                (tmp_path / f"{name}.py").write_text(source)
        return frozenset(not_begun(handout, read_submission(tmp_path, handout)))

    return not_begun_in


@pytest.mark.parametrize(
    "files,left",
    [
        ({}, {"1", "2"}),
        ({"tiny_double": "def double(x): return 2 * x\n"}, {"2"}),
        ({"tiny_shift": "import helping\ndef shift(x): return 1\n"}, {"1"}),
        ({"helping": "def shift(x): return x + 1\n"}, {"1"}),
        ({"helping": None}, {"1"}),
        ({"something": "print('nobody mentions it')\n"}, {"1", "2"}),
        ({"pytest": "print('every test mentions it')\n"}, set()),
    ],
    ids=["nothing", "a module", "another", "a module that it imports", "that one missing", "an idle file", "a twin"],
)
def test_a_task_counts_as_begun_once_anything_that_it_can_reach_is_another(
    changed: Changed, files: dict[str, str | None], left: set[str]
) -> None:
    assert changed(**files) == left


def test_what_was_begun_is_run_beside_what_was_not(handout: Assignment, run: CheckResult, tmp_path: Path) -> None:
    for file in handout.folder.glob("*.py"):
        (tmp_path / file.name).write_bytes(file.read_bytes())
    (tmp_path / "tiny_double.py").write_text("def double(x): return x.twice() if hasattr(x, 'twice') else 2 * x\n")
    with PublicTestRunner(handout) as tests:
        found = tests.check(read_submission(tmp_path, handout))
    assert [found.passed, len(found.tasks[0].tests)] == [2, 2]
    assert found.tasks[1] == run.tasks[1]


def test_changed_or_missing_public_tests_are_noticed(handout: Assignment, run: CheckResult) -> None:
    tests = handout.folder / "public_tests" / "test_2_tiny_shift.py"
    before = tests.read_text()
    work = read_submission(handout.folder, handout)
    assert not_begun(handout, work).keys() == {task.id for task in run.tasks}
    tests.write_text(f"{before}\ndef test_more(student): pass\n")
    try:
        assert not_begun(handout, work) == {}
        tests.unlink()
        assert not_begun(handout, work) == {}
    finally:
        tests.write_text(before)
