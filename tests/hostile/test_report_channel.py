"""A student's code that sees a hidden input tries to tell it by its report; a decoder reads what the student gets.

Each lever turns a number that depends on the hidden input into an answer. Where inputs may be shown the decoder reads
all of it, so the levers work; below that level it reads nothing of it, or a choice among a few words.
"""

from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from grader.assignment import Assignment, load_assignment
from grader.exam import Exam
from grader.feedback.view import for_student
from grader.model import Grade, Outcome, Submission

MANIFEST = """
slug = "told"
title = "Told"
notebook = "told.ipynb"
given = []
[limits]
call_seconds = 2.0
[[tasks]]
id = "1"
title = "Tell"
module = "tell"
names = ["tell"]
points = 2
"""
TESTS = '''
"""One test at each level, with the same hidden input."""
import pytest
from grader.exam import check
pytestmark = pytest.mark.task("1")
SHAPE, INPUTS = (pytest.param(each, marks=pytest.mark.feedback(each)) for each in ("shape", "inputs"))
@pytest.mark.points(1)
@pytest.mark.parametrize("level", [SHAPE, INPUTS])
def test_tell(student, reference, task_rng, level):
    """Tells."""
    x = task_rng.normal(size=3)
    check.close(student.tell(x), reference.tell(x), "tell(x)")
'''
ATTACK = """
import os, signal, time
import numpy as np
from key import KEY
SIGNALS = [signal.SIGTERM, signal.SIGHUP, signal.SIGUSR1, signal.SIGUSR2, signal.SIGALRM, signal.SIGQUIT]
def here(): raise ValueError
def there(): raise ValueError
def fail(where):
    if where == 0: raise ValueError
    if where == 1: raise ValueError
    if where == 2: raise ValueError
    if where == 3: raise ValueError
    if where == 4: here()
    there()
def tell(x):
    n = (int.from_bytes(x.tobytes()[:6], "little") + KEY) % 6
    right = 2.0 * x
    wrong = right + np.array([9.0, 0.0, 0.0])
    {lever}
"""
LEVERS = {
    "dimensions": "return np.zeros((n + 4, 2 * n + 5))",
    "length": "return [1.0] * (n + 5)",
    "kinds of entries": "return [[None] * n, 'x' * n]",
    "entries of a dict": "return dict.fromkeys(range(n + 1), 1.0)",
    "a word": "return 'abcdef'[n:]",
    "name of a class": "return type(f'T{n}', (), {})()",
    "name of an exception": "raise type(f'E{n}', (ValueError,), {})('x')",
    "an uncommon exception": "raise [OSError, EOFError, BufferError, ReferenceError, StopIteration, Warning][n]",
    "message": "raise ValueError(f'it is {n}')",
    "line": "fail(n)",
    "signal": "signal.raise_signal(SIGNALS[n])",
    "printed text": "print(n); return wrong",
    "which entry is off": "return right + 9.0 * np.array([i == n % 3 for i in range(3)]) * (1 + n)",
    "a factor": "return right * (1.5 + n / 7)",
    "how far": "return right + np.array([99.0, 1.0, 2.0]) * (1 + n / 1000)",
    "type of numbers": "return right.astype(['i1', 'i2', 'i4', 'i8', 'u1', 'u2'][n])",
    "how long": "time.sleep(n / 100); return wrong",
}
NOT_IN_WORDS = ("how long", "name of a class", "name of an exception")
"""What stands in no report at any level: time, and names that students give."""


@pytest.fixture(scope="module")
def exam(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Exam]:
    with Exam(_assignment(tmp_path_factory.mktemp("told"))) as running:
        yield running


def _assignment(root: Path) -> Assignment:
    folder, solution = root / "assignments" / "told", root / "solutions" / "told"
    (solution / "hidden_tests").mkdir(parents=True)
    folder.mkdir(parents=True)
    (folder / "assignment.toml").write_text(MANIFEST)
    (folder / "tell.py").write_text("def tell(x): raise NotImplementedError")
    (solution / "tell.py").write_text("def tell(x): return 2.0 * x")
    (solution / "hidden_tests" / "test_tell.py").write_text(TESTS)
    (solution / "seed.txt").write_text("a secret seed of more than 128 bits, for these tests")
    return load_assignment(folder)


def reports(exam: Exam, lever: str) -> Iterator[tuple[bytes, bytes]]:
    """What the student is given of each of the two tests, for each number that the lever may tell."""
    for key in range(6):
        files = {"tell.py": ATTACK.replace("{lever}", lever).encode(), "key.py": f"KEY = {key}\n".encode()}
        grade = exam.grade(Submission(id="x", digest="sha256:0", files=files, problems={}))
        told = for_student(grade)
        assert all(test.outcome is Outcome.FAILED for test in told.tasks[0].tests)
        yield _without(told, "shape"), _without(told, "inputs")


def _without(grade: Grade, level: str) -> bytes:
    """One test of a grade, as bytes."""
    (test,) = (test for test in grade.tasks[0].tests if test.feedback_level == level)
    return msgspec.json.encode(test)


@pytest.mark.drawn(4, kind=lambda name: name in NOT_IN_WORDS)
@pytest.mark.parametrize("name", LEVERS)
def test_what_student_code_chooses_tells_a_decoder_nothing_below_the_level_of_inputs(exam: Exam, name: str) -> None:
    at_shape, at_inputs = map(set, zip(*reports(exam, LEVERS[name]), strict=True))
    assert len(at_shape) == 1
    if name not in NOT_IN_WORDS:
        assert len(at_inputs) == 6, "there the lever works"


def test_a_choice_among_the_words_that_there_are_tells_so_many_bits(exam: Exam) -> None:
    """The channel that remains, used as well as it can be: it is there, and it is counted."""
    lever = "return [None, 'x', {}, right[0], right[None], 3.0 * right][n]"
    at_shape, _ = map(set, zip(*reports(exam, lever), strict=True))
    assert len(at_shape) == 6
