"""A function of a test in the hands of code that attacks: it learns what the function returns for what it passes, and
costs its own tests. Beside it stands honest code, which gets all points by the same hidden tests.
"""

from collections.abc import Iterator

import pytest

from grader.exam import Exam
from tests.support.hostile.bystander import attack, attacked_task, lay_out_attacked

TESTS = '''
from grader.exam import check
SECRET = "canary of the tests"
def test_slope(student, reference, rng):
    """The slope of a function."""
    canary = 98765.25
    def secret_function(x): return x ** 2 + canary * x
    check.close(student.slope(secret_function, 3.0), 6.0 + canary, "the slope", check.tolerance)
def test_failing(student):
    """A function that has no value there."""
    def secret_function(x): raise ValueError("canary")
    check.raises(ValueError, student.slope, secret_function, 3.0)
'''.replace(", check.tolerance", ", NUMERICAL").replace("import check", "import NUMERICAL, check")
HONEST = "def slope(f, x):\n    return (f(x + 1e-4) - f(x - 1e-4)) / 2e-4\n"
SENDS = """
import os, msgspec
def send(**message):
    usual = {"type": "call_back", "id": 4, "function": 0, "arguments": [], "keywords": {}}
    frame = msgspec.msgpack.encode({**usual, **message})
    os.write(3, len(frame).to_bytes(4, "big") + frame)
"""
HANDLE = {"type": "handle", "id": 0, "type_name": "canary"}
RECORDING = {"type": "recording", "type_name": "canary", "attributes": {}, "methods": []}
HOSTILE = {
    "calls it for ever": "while True: f(x)",
    "passes an object": "f(object())",
    "passes what is too large": "import numpy as np; f(np.ones(1 << 20))",
    "passes what is too deep": "y = []\nfor _ in range(500): y = [y]\nf(y)",
    "passes a text": "return f('98765')",
    "tells what it returned": "raise ValueError(f'canary {f(1.0)}')",
    "takes an exception for an answer": "try: f(x)\nexcept ValueError as e: return str(e)\nreturn e",
    "calls it after the answer": """
import threading
threading.Thread(target=lambda: [f(1.0) for _ in range(99)]).start()
return 0.0
""",
    "another number": f"{SENDS}\nfor n in range(1, 99): send(function=n)",
    "another request": f"{SENDS}\nsend(id=99)",
    "a handle in place of data": f"{SENDS}\nsend(arguments=[{HANDLE}])",
    "a recording in place of data": f"{SENDS}\nsend(arguments=[{RECORDING}])",
    "wrong keywords": f"{SENDS}\nsend(keywords={{'canary': 98765}})",
    "calls without waiting": f"{SENDS}\nfor _ in range(99): send(arguments=[1.0])\nreturn 98771.25",
    "leaves while it is called": "import os, threading\nthreading.Timer(0.05, os._exit, [0]).start()\nwhile True: f(x)",
    "looks for what it is": "return [f.__name__, f.__doc__, f.__module__, [c.cell_contents for c in f.__closure__]]",
}
"""The body of slope(f, x), from its beginning."""


@pytest.fixture(scope="module")
def exam(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Exam]:
    with Exam(lay_out_attacked(tmp_path_factory.mktemp("lent"), "slope", TESTS, HONEST, points=2)) as running:
        yield running


def test_honest_code_gets_all(exam: Exam) -> None:
    grade = exam.grade(attack("slope", HONEST))
    assert [(test.name, test.message) for task in grade.tasks for test in task.tests if test.score < 1] == []


@pytest.mark.drawn(5)
@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_code_costs_its_own_tests_and_learns_nothing_else(exam: Exam, name: str) -> None:
    body = "\n    ".join(HOSTILE[name].strip().split("\n"))
    sloped = attacked_task(exam.grade(attack("slope", f"def slope(f, x):\n    {body}\n")))
    told = " ".join(test.message for test in sloped.tests)
    assert not {"98765", "canary", "secret"} & set(told.replace("_", " ").split())


LOOKS = """
import sys
def slope(f, x):
    found = [getattr(f, name, None) for name in dir(f) if name != "__globals__"]
    found += [c.cell_contents for c in f.__closure__ or ()] + [f.__code__.co_consts, f.__code__.co_names, sys.argv]
    try: f(x)
    except ValueError as error: found += [error.args, error.__cause__, error.__context__, vars(error)]
    frame = sys._getframe()
    while frame: found, frame = [*found, *frame.f_locals.values()], frame.f_back
    words = [word[::-1] for word in ("yranac", "noitcnuf_terces", "56789")]
    if any(word in repr(each) for word in words for each in found if each is not words and each is not found):
        return 0.0
    return (f(x + 1e-4) - f(x - 1e-4)) / 2e-4
"""


def test_nothing_of_the_function_is_in_the_guest(exam: Exam) -> None:
    """The code answers rightly unless it finds a word of the function's name, scope, text or exception."""
    grade = exam.grade(attack("slope", LOOKS), ["1"])
    assert [test.message for test in grade.tasks[0].tests if test.score < 1] == []
