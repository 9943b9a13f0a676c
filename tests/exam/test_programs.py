"""A student's module runs as a program, files come and go, an author's module runs beside it, chance is repeatable."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from grader.exam import Exam
from grader.exam.public.public_tests import PublicTestRunner
from grader.handout.notebook import handout_notebook, reference_notebook
from grader.intake import read_submission
from grader.model import Grade, Outcome
from tests.support.laid_out import handed_in, lay_out

MANIFEST = """
[[tasks]]
id = "1"
title = "Greet"
module = "greeting"
program = true
points = 4
[[tasks]]
id = "2"
title = "Keep notes"
module = "notes"
names = ["save", "words", "total", "rolls"]
points = 5
"""
PROGRAM_TESTS = '''
from grader.exam import check, run_program
def test_run(student):
    """Greets, and notes the name down."""
    for _ in range(2):
        run = run_program(student, lines=["Ada"], files={"names.txt": "Eve\\n"})
        check.equal(run.status, 0, "the exit status")
        check.text(run.output, "Name? Hello, Ada!\\n", "the printed text")
        check.text(run.errors, "noted\\n", "what it prints on standard error")
        check.text(run.files["names.txt"], "Eve\\nAda\\n", "the file")
def test_status(student):
    """Ends with the status that is asked for."""
    assert run_program(student, ["Ada"], args=["--status", "3"]).status == 3
def test_message(student):
    """Ends with a message where the name is empty."""
    run = run_program(student, [""])
    check.equal([run.status, run.errors], [1, "nobody\\n"], "the exit status and the message")
def test_no_input(student):
    """Fails without input."""
    with pytest.raises(EOFError):
        run_program(student)
'''
NOTES_TESTS = '''
from grader.exam import check, read_file, write_files
def test_save(student):
    """Saves a text."""
    student.save("notes/today.txt", "fine \\u2713")
    check.text(read_file(student, "notes/today.txt"), "fine \\u2713", "today.txt")
def test_bytes(student):
    """Saves bytes."""
    student.save("raw", b"\\xff\\x00")
    check.equal(read_file(student, "raw"), b"\\xff\\x00", "raw")
def test_words(student, reference):
    """Reads the words of a file."""
    write_files(student, {"data/words.txt": "to be\\nor not\\n"})
    check.equal(student.words("data/words.txt"), ["to", "be", "or", "not"], "the words")
def test_looks(student, guest_module):
    """Looks at each number once."""
    check.equal(guest_module("probe.py").looks(student.total, [1, 2, 3]), [6, 3], "the sum and how often it looks")
@pytest.mark.feedback("values")
def test_rolls(student):
    """Rolls dice."""
    check.equal(student.rolls(), "by chance", "rolls()")
'''
GREETING = """
import sys

name = input("Name? ")
if not name:
    sys.exit("nobody")
print(f"Hello, {name}!")
with open("names.txt", "a") as names:
    names.write(f"{name}\\n")
print("noted", file=sys.stderr)
if __name__ == "__main__" and "--status" in sys.argv:
    sys.exit(int(sys.argv[2]))
"""
NOTES = """
import random
from pathlib import Path
import numpy as np
AT_LOAD = np.random.default_rng().random(), random.random()
def save(name, content):
    Path(name).parent.mkdir(exist_ok=True)
    Path(name).write_bytes(content if isinstance(content, bytes) else content.encode())
def words(name):
    with open(name) as lines: return [word for line in lines for word in line.split()]
def total(numbers): return sum(numbers)
def rolls(): return [AT_LOAD, random.random(), np.random.rand(), np.random.default_rng().random()]
"""
PROBE = """
import notes
class Watched(list):
    looks = 0
    def __iter__(self):
        for each in list.__iter__(self):
            self.looks += 1
            yield each
def looks(function, numbers):
    assert function is notes.total
    watched = Watched(numbers)
    return [function(watched), watched.looks]
"""
REFERENCE = {"greeting": GREETING, "notes": NOTES}


@pytest.fixture(scope="module")
def exam(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Exam]:
    assignment = lay_out(
        tmp_path_factory.mktemp("programs"),
        MANIFEST,
        {"1": PROGRAM_TESTS, "2": NOTES_TESTS},
        REFERENCE,
        beside={"guest_modules/probe.py": PROBE},
    )
    with Exam(assignment) as running:
        yield running


def lost(exam: Exam, changed: Mapping[str, str]) -> dict[str, str]:
    """The tests that other modules lose, and what is said of each."""
    grade = exam.grade(handed_in({**REFERENCE, **changed}))
    assert not grade.withheld, grade.problems
    return {test.name: test.message for task in grade.tasks for test in task.tests if test.score < 1}


def test_right_work_gets_all_but_what_is_left_to_chance(exam: Exam) -> None:
    assert list(lost(exam, {})) == ["test_rolls"]


def test_chance_is_the_same_in_each_grading_and_another_for_each_generator(exam: Exam) -> None:
    first, second = (exam.grade(handed_in(REFERENCE)) for _ in range(2))
    assert rolls(first) == rolls(second)
    assert len(set(re.findall(r"0\.\d+", rolls(first)))) == 5


def test_a_program_may_ask_and_what_asks_in_another_task_is_not_blamed_for_it(exam: Exam) -> None:
    asks = NOTES.replace("def total(", "def total(*_):\n    return int(input())\ndef total_before(", 1)
    said = lost(exam, {"greeting": "while True:\n    input()\n", "notes": asks})
    assert said["test_run"] == "It raised an exception."
    assert "of notes.py asks for input, but there is none, or no more" in said["test_looks"]


def rolls(grade: Grade) -> str:
    (test,) = (test for task in grade.tasks for test in task.tests if test.name == "test_rolls")
    return test.evidence.calls[-1].returned


def test_a_stub_gets_nothing(exam: Exam) -> None:
    grade = exam.grade(handed_in(dict.fromkeys(REFERENCE, "raise NotImplementedError\n")))
    assert (grade.score, grade.problems) == (0.0, ())


def test_a_notebook_holds_a_program_as_the_file_that_it_writes(exam: Exam, tmp_path: Path) -> None:
    (exam.assignment.folder / "README.md").write_text("# Small\n\n## Task 1: Greet\n\nSo.\n\n## Task 2: Notes\n\nSo.\n")
    assert b"%%writefile greeting.py" in handout_notebook(exam.assignment)
    file = tmp_path / "small.ipynb"
    file.write_bytes(reference_notebook(exam.assignment))
    grade = exam.grade(read_submission(file, exam.assignment))
    assert [test.name for task in grade.tasks for test in task.tests if test.score < 1] == ["test_rolls"]


PUBLIC = '''
import io
import runpy
import sys
def test_greets(monkeypatch, capsys):
    """Greets."""
    monkeypatch.setattr(sys, "stdin", io.StringIO("Ada\\n"))
    runpy.run_path("greeting.py", run_name="__main__")
    assert "Hello, Ada!" in capsys.readouterr().out
'''


def test_a_public_test_runs_a_program_in_pythons_own_way(exam: Exam, tmp_path: Path) -> None:
    public = exam.assignment.folder / "public_tests"
    public.mkdir()
    (public / "test_1_greeting.py").write_text(PUBLIC)
    for name, source in (("right", GREETING), ("wrong", GREETING.replace("Hello", "Bye"))):
        (tmp_path / name).mkdir()
        (tmp_path / name / "greeting.py").write_text(source)
    with PublicTestRunner(exam.assignment) as tests:
        passed = {
            name: tests.check(read_submission(tmp_path / name, exam.assignment)).passed for name in ("right", "wrong")
        }
    assert passed == {"right": 1, "wrong": 0}


@pytest.mark.parametrize(
    "source,line,said",
    [
        ("import sys\na, b = 1, 2, 3\n", 2, "a, b = 1, 2, 3"),
        ("import sys\nfor line in sys.stdin\n    print(line)\n", 2, "for line in sys.stdin"),
        ("def main():\n    return unknown\n\n\nmain()\n", 2, "return unknown"),
        ("while True:\n    input()\n", 2, "input()"),
    ],
)
def test_a_public_test_of_a_program_names_the_programs_own_line(
    exam: Exam, tmp_path: Path, source: str, line: int, said: str
) -> None:
    public = exam.assignment.folder / "public_tests"
    public.mkdir(exist_ok=True)
    (public / "test_1_greeting.py").write_text(PUBLIC)
    (tmp_path / "greeting.py").write_text(source)
    with PublicTestRunner(exam.assignment) as tests:
        (found,) = tests.check(read_submission(tmp_path, exam.assignment)).tasks[0].tests
    assert f"It happened in line {line} of greeting.py: {said}" in found.message
    assert ("It asks for more input than there is" in found.message) == (said == "input()")


def test_an_untouched_stub_of_a_program_is_not_a_solution_and_a_missing_one_is_named(
    exam: Exam, tmp_path: Path
) -> None:
    (tmp_path / "notes.py").write_text(NOTES)
    missing = read_submission(tmp_path, exam.assignment)
    assert missing.problems == {"greeting": "greeting.py is missing: hand it in."}
    (tmp_path / "greeting.py").write_bytes(exam.assignment.stub(exam.assignment.tasks[0].module))
    (tmp_path / "greeting (1).py").write_text(GREETING)
    assert read_submission(tmp_path, exam.assignment).files["greeting.py"] == GREETING.encode()


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('"names.txt", "a"', '"name.txt", "a"', "The program should write the file names.txt."),
        ("Hello, {name}", "hello, {name}", "The printed text is not the right text."),
        ("\nname = ", "\nname = (", "greeting.py is not valid Python."),
        ("\nname = ", "\n1 / 0\nname = ", "It raised a ZeroDivisionError."),
        ("\nname = ", "\nimport os; os._exit(0)\nname = ", "No answer: the Python process ended before it answered."),
    ],
)
def test_each_usual_mistake_in_a_program_is_told(exam: Exam, old: str, new: str, said: str) -> None:
    found = lost(exam, {"greeting": GREETING.replace(old, new)})
    assert found["test_run"].startswith(said)
    assert "test_save" not in found


@pytest.mark.parametrize(
    ("old", "new", "test", "said"),
    [
        ("Path(name).write_bytes", "print", "test_save", "The file notes/today.txt is not there."),
        ("with open(name)", "with open('elsewhere')", "test_words", "It raised an exception."),
        ("sum(numbers)", "sum(numbers) + 0 * sum(numbers)", "test_looks", "The sum and how often it looks[1] is"),
    ],
)
def test_each_usual_mistake_with_files_and_probes_is_told(exam: Exam, old: str, new: str, test: str, said: str) -> None:
    assert lost(exam, {"notes": NOTES.replace(old, new)})[test].startswith(said)


WRONG_TESTS = """
from grader.exam import run_program
def test_lines(student): run_program(student, "Ada")
def test_place(student): run_program(student, files={"../x": ""})
def test_name(guest_module): guest_module("prob.py")
"""
ONE_TASK = """
[[tasks]]
id = "1"
title = "Greet"
module = "greeting"
program = true
points = 3
"""
TOLD = {
    "test_lines": "TypeError: lines takes a list of texts, one for each: lines=[…]",
    "test_place": "ValueError: '../x' is no name of a file below the folder where the student's code runs",
    "test_name": "There is no guest module 'prob.py' in guest_modules/: did you mean `probe.py`?",
}


SEVERAL = """
[[tasks]]
id = "1"
title = "Both"
names = ["greeting.greet", "notes.words"]
points = 2
"""
RUN_ONE_OF_SEVERAL = """
from grader.exam import run_program
def test_all(student): run_program(student)
def test_one(student): run_program(student.greeting)
"""
NO_MODULE = (
    "ValueError: run_program runs the module of a task, and this one asks for names of greeting and notes: give the "
    'program a task of its own, with `module = "…"` and `program = true`'
)


def test_a_program_in_a_task_without_a_module_is_the_authors_mistake_and_costs_nobody_points(tmp_path: Path) -> None:
    works = {"greeting": "def greet(): pass", "notes": "def words(): pass"}
    with Exam(lay_out(tmp_path, SEVERAL, {"1": RUN_ONE_OF_SEVERAL}, works)) as exam:
        (task,) = exam.grade(handed_in(works)).tasks
    assert [test.outcome for test in task.tests] == [Outcome.ERROR, Outcome.ERROR]
    assert [test.evidence.problem.partition(": ")[2] for test in task.tests] == [NO_MODULE, NO_MODULE]


def test_an_authors_mistake_is_told_and_withholds_the_grade(tmp_path: Path) -> None:
    beside = {"guest_modules/probe.py": PROBE}
    assignment = lay_out(tmp_path, ONE_TASK, {"1": WRONG_TESTS}, {"greeting": GREETING}, beside=beside)
    with Exam(assignment) as exam:
        (task,) = exam.grade(handed_in({"greeting": GREETING})).tasks
    assert {test.name: test.outcome for test in task.tests} == dict.fromkeys(TOLD, Outcome.ERROR)
    for test in task.tests:
        assert test.evidence.problem.endswith(TOLD[test.name])
