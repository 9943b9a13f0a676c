"""What a hidden test of proxies takes beside plain pytest: `python -m tests.benchmarks.proxies [--items 100]`.

A list of objects of the student's is made, compared, sorted and shown. In the hidden test each of these is a request to
the student's process; in the plain one the same lines run in pytest's own, in the same run of this benchmark.
"""

import argparse
import contextlib
import io
import tempfile
from pathlib import Path

import pytest

from grader.assignment import Assignment
from grader.exam import Exam
from grader.model import Outcome
from tests.support.laid_out import handed_in, lay_out

MANIFEST = """
[[tasks]]
id = "1"
title = "Money"
module = "money"
names = ["Money"]
points = {points}
"""
WORK = """
class Money:
    def __init__(self, cents):
        self.cents = cents

    def __eq__(self, other):
        return self.cents == other.cents

    def __lt__(self, other):
        return self.cents < other.cents

    def __repr__(self):
        return f"Money({self.cents})"
"""
TESTS = """
def test_made(student):
    [student.Money(cents) for cents in range({items})]

def test_compared(student):
    amounts = [student.Money(cents) for cents in range({items})]
    assert amounts == [student.Money(cents) for cents in range({items})]

def test_sorted(student):
    amounts = sorted(student.Money(cents) for cents in reversed(range({items})))
    assert amounts[0] == student.Money(0)

def test_shown_and_looked_at(student):
    for cents in range({items}):
        amount = student.Money(cents)
        assert (repr(amount), amount.cents) == (f"Money({{cents}})", cents)
"""
PLAIN = """
import money, pytest

@pytest.fixture
def student():
    return money
"""


class Times:
    """The seconds of each test, of the last round that was told."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Pytest's own hook."""
        if report.when == "call":
            assert report.passed, report.longreprtext
            self.seconds[report.head_line or ""] = report.duration

    def told(self, _task: str, name: str, seconds: float) -> None:
        """What an exam tells."""
        self.seconds[name] = seconds


def main() -> None:
    """Measures and prints."""
    parser = argparse.ArgumentParser(description="Tells what hidden tests of proxies take beside plain pytest.")
    parser.add_argument("--items", type=int, default=100)
    parser.add_argument("--rounds", type=int, default=5)
    chosen = parser.parse_args()
    tests = TESTS.format(items=chosen.items)
    with tempfile.TemporaryDirectory() as place:
        manifest = MANIFEST.format(points=tests.count("def test_"))
        assignment = lay_out(Path(place), manifest, {"1": tests}, {"money": WORK})
        hidden = least(hidden_rounds(assignment, chosen.rounds))
        plain = least(plain_rounds(Path(place) / "plain", tests, chosen.rounds))
    print(f"{chosen.items} objects, the best of {chosen.rounds} rounds:  hidden test    plain pytest")
    for name, seconds in hidden.items():
        print(f"  {name:28} {1000 * seconds:18.2f} ms {1000 * plain[name]:12.2f} ms")


def least(rounds: list[dict[str, float]]) -> dict[str, float]:
    """Of each test the shortest time."""
    return {name: min(each[name] for each in rounds) for name in rounds[0]}


def hidden_rounds(assignment: Assignment, rounds: int) -> list[dict[str, float]]:
    """The seconds of each test, as one submission after another is graded."""
    times, found = Times(), []
    with Exam(assignment, timed=times.told) as exam:
        for _ in range(rounds):
            grade = exam.grade(handed_in({"money": WORK}))
            assert all(test.outcome is Outcome.PASSED for task in grade.tasks for test in task.tests)
            found.append(dict(times.seconds))
    return found


def plain_rounds(place: Path, tests: str, rounds: int) -> list[dict[str, float]]:
    """The seconds of each test under plain pytest, in this process and on the same objects."""
    place.mkdir()
    (place / "money.py").write_text(WORK)
    (place / "conftest.py").write_text(PLAIN)
    (place / "test_plain.py").write_text(tests)
    found = []
    for _ in range(rounds):
        times = Times()
        with contextlib.redirect_stdout(io.StringIO()):
            pytest.main(
                ["-c", "/dev/null", "--rootdir", str(place), "-p", "no:cacheprovider", "-p", "no:xdist", str(place)],
                plugins=[times],
            )
        found.append(times.seconds)
    return found


if __name__ == "__main__":
    main()
