"""Public tests are run as pytest would run them, whatever their conftest.py does and whichever pytest is installed."""

import sys
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest

from grader.assignment import load_assignment
from grader.errors import HarnessError
from grader.exam.public.public_tests import PublicTestRunner
from grader.host.levels import open_untried
from grader.intake import read_submission
from grader.model import Isolation, Outcome
from tests.support.handouts import RIGHT, write_handout
from tests.support.standing import own_zygotes

Outcomes = dict[str, Outcome]
Told = Callable[..., Outcomes]
STARTED = """
import sys, runpy
module, sys.argv[1:] = sys.argv[1], sys.argv[2:]
{change}
runpy.run_module(module, run_name="__main__", alter_sys=True)
"""
EARLY = """
def pytest_addoption(parser):
    parser.addoption("--factor", type=int, default=2)

def pytest_sessionstart(session):
    session.config.begun = True

@pytest.fixture
def factor(request):
    assert request.config.begun
    return request.config.getoption("factor")
"""
ITS_TEST = """
def test_with_an_option(student, factor):
    assert student.double(4) == 4 * factor, "doubled by the option"
"""
LATE = """
@pytest.fixture
def factor():
    return 2
"""


@pytest.fixture
def told(tmp_path: Path) -> Told:
    """What the public tests of task 1 find in right work, with more in their conftest.py and one more test."""

    def run(conftest: str, *, work: str = RIGHT["tiny_double"]) -> Outcomes:
        folder = write_handout(tmp_path / "handout")
        for name, more in (("conftest", conftest), ("test_1_tiny_double", ITS_TEST)):
            with (folder / "public_tests" / f"{name}.py").open("a") as file:
                file.write(more)
        (folder / "tiny_double.py").write_text(work)
        assignment = load_assignment(folder, solved=False)
        opened = partial(open_untried, Isolation.PROCESS, public_tests=True)
        with PublicTestRunner(assignment, open_zygote=opened) as running:
            found = running.check(read_submission(folder, assignment))
        return {test.name: test.outcome for test in found.tasks[0].tests}

    return run


@pytest.fixture
def with_a_pytest(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str], None]]:
    """Starts zygotes whose pytest is changed by a line of code before anything else is imported."""

    def change(line: str) -> None:
        script = STARTED.format(change=line)
        monkeypatch.setattr(
            "grader.host.zygote.command",
            lambda module, descriptor: [sys.executable, "-P", "-s", "-c", script, module, str(descriptor)],
        )

    with own_zygotes():
        yield change


RIGHTLY = {
    "test_a_number": Outcome.PASSED,
    "test_an_object": Outcome.PASSED,
    "test_that_is_skipped": Outcome.NOT_RUN,
    "test_with_an_option": Outcome.PASSED,
}


@pytest.mark.parametrize("conftest", [EARLY, LATE], ids=["hooks that come before a session", "a fixture"])
def test_a_conftest_is_used_whenever_pytest_calls_it(told: Told, conftest: str) -> None:
    assert told(conftest) == RIGHTLY


def test_a_conftest_with_early_hooks_sees_what_is_wrong(told: Told) -> None:
    assert told(EARLY, work="def double(x): return x") == RIGHTLY | {
        "test_a_number": Outcome.FAILED,
        "test_an_object": Outcome.FAILED,
        "test_with_an_option": Outcome.FAILED,
    }


@pytest.mark.parametrize("name", ["pluginmanager._noconftest", "_rootpath"])
def test_a_pytest_in_which_no_session_can_be_moved_builds_one_for_each_guest(
    told: Told, with_a_pytest: Callable[[str], None], name: str
) -> None:
    with_a_pytest(
        "from grader.guest import pytest_sessions as sessions\n"
        f"sessions.MOVED = tuple(each + '_gone' if each == {name!r} else each for each in sessions.MOVED)\n"
        "def fail(*_): raise SystemExit('moved all the same')\n"
        "sessions._moved = fail"
    )
    assert told(LATE) == RIGHTLY


@pytest.mark.parametrize("lost", ["config._prepareconfig", "config.Config._do_configure", "runner.runtestprotocol"])
def test_a_pytest_that_cannot_be_used_is_refused_in_a_sentence(
    told: Told, with_a_pytest: Callable[[str], None], lost: str
) -> None:
    with_a_pytest(f"import _pytest.config as config, _pytest.runner as runner, pytest\ndel {lost}")
    with pytest.raises(HarnessError) as refused:
        told(LATE)
    said = str(refused.value)
    assert said.startswith(f"Public tests cannot be run with the pytest {pytest.__version__} (")
    assert lost.rpartition(".")[2] in said
    assert said.endswith("install the grader again, which brings a pytest that it knows.")


@pytest.mark.parametrize("helper", ["conftest.py", "test_1_tiny_double.py"])
def test_what_a_bare_assert_compared_is_told_wherever_it_stands(tmp_path: Path, helper: str) -> None:
    folder = write_handout(tmp_path / "handout")
    tests = folder / "public_tests"
    with (tests / helper).open("a") as file:
        file.write("\ndef same(x, y):\n    assert x == y\n")
    (tests / "test_2_tiny_shift.py").write_text(
        f"from {Path(helper).stem} import same\ndef test_shift(student):\n    same(student.shift(3), 4)\n"
    )
    (folder / "tiny_shift.py").write_text("def shift(x): return x")
    assignment = load_assignment(folder, solved=False)
    with PublicTestRunner(assignment) as running:
        found = running.check(read_submission(folder, assignment))
    (test,) = found.tasks[1].tests
    assert "`x` is 3 and `y` is 4" in test.message
