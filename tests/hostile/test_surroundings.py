"""Programs, files and an author's module beside code that attacks: it costs its own tests, and gains and tells nothing.

Beside each stands the honest program, which gets all points by the same hidden tests.
"""

from collections.abc import Iterator

import pytest

from grader.exam import Exam
from tests.support.hostile.bystander import attack, attacked_task, lay_out_attacked

TESTS = '''
from grader.exam import check, read_file, run_program, write_files
def test_program(student, rng):
    """Counts what it reads."""
    lines = [f"98765 {number}" for number in rng.integers(1000, 9999, size=3)]
    run = run_program(student, lines, files={"given.txt": "98765"})
    check.equal([run.status, run.output, run.errors], [0, "3\\n", ""], "the run")
    check.equal(dict(run.files), {"counted.txt": "3"}, "the files")
def test_again(student):
    """Counts anew in each run."""
    check.equal([run_program(student, ["98765"]).output for _ in range(2)], ["1\\n", "1\\n"], "what two runs print")
def test_file(student):
    """Counts the lines of a file, and writes the number."""
    write_files(student, {"given.txt": "98765\\n" * 4})
    check.equal(student.count("given.txt", "counted.txt"), 4, "the count")
    check.text(read_file(student, "counted.txt"), "4", "the file")
def test_probe(student, guest_module):
    """Counts by itself."""
    check.equal(guest_module("probe.py").count_of(student.count), 2, "the count")
'''
PROBE = """
def count_of(count):
    with open("given.txt", "w") as file: file.write("98765\\n\\n")
    return count("given.txt", "counted.txt")
"""
HONEST = """
import sys
def count(source, target):
    with open(source) as lines: number = len(lines.readlines())
    with open(target, "w") as file: file.write(str(number))
    return number
if __name__ == "__main__":
    number = len(sys.stdin.readlines())
    with open("counted.txt", "w") as file: file.write(str(number))
    print(number)
"""
HOSTILE = {
    "reads for ever": "while True: sys.stdin.read(1)",
    "waits for ever": "import time; time.sleep(60)",
    "a reader that never ends": "sys.stdin = type('Endless', (), {'readlines': lambda self: iter(int, 1)})()",
    "leaves in the middle": "import os; os._exit(0)",
    "says that it was right": "print(3); open('counted.txt', 'w').write('3'); sys.exit(0)",
    "a status of another kind": "sys.exit(type('Zero', (int,), {'__and__': lambda *_: 0})(1))",
    "tells what it read": "raise ValueError(sys.stdin.read())",
    "too many files": "[open(f'{n}.txt', 'w').write('98765') for n in range(500)]",
    "too large a file": "open('more.txt', 'w').write('98765' * 2_000_000)",
    "folders without end": "import os\nfor n in range(300): os.mkdir('98765'); os.chdir('98765')",
    "a file named after what it read": "open(sys.stdin.readline().strip().replace('/', ''), 'w').close()",
    "a link out of the folder": "import os; os.symlink('/etc/passwd', 'counted.txt')",
    "a pipe that blocks": "import os; os.mkfifo('counted.txt')",
    "a file that nobody may read": "import os; open('counted.txt', 'w').write('3'); os.chmod('counted.txt', 0)",
    "output without end": "while True: print('98765' * 1000)",
    "patched answers": "import grader.guest.surroundings as s; s.carry_out = lambda *_: (0, {'counted.txt': 98765})",
    "patched reading": "import pathlib, grader.guest.surroundings as s; s._present = lambda *_: pathlib.Path('/etc')",
    "patched writing of files": "import pathlib; pathlib.Path.read_bytes = lambda self: '98765'",
    "frames on the wire": "import os; os.write(3, b'\\0\\0\\0\\2{}' * 50)",
    "a thread that goes on": "import os, threading; threading.Thread(target=os.write, args=[3, b'98765' * 99]).start()",
    "another main module": "sys.modules['__main__'] = sys.modules['sys'] = None",
    "a profiler": "sys.setprofile(lambda frame, *_: frame.f_locals.update(number=98765) or 1 / 0)",
}
"""What stands at the top of the module, where it runs as it is loaded and as a program; loading alone must succeed."""


@pytest.fixture(scope="module")
def exam(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Exam]:
    place, beside = tmp_path_factory.mktemp("surroundings"), {"guest_modules/probe.py": PROBE}
    assignment = lay_out_attacked(place, "count", TESTS, HONEST, points=4, beside=beside)
    with Exam(assignment) as running:
        yield running


def test_the_honest_program_gets_all(exam: Exam) -> None:
    grade = exam.grade(attack("count", HONEST))
    assert [(test.name, test.message) for task in grade.tasks for test in task.tests if test.score < 1] == []


@pytest.mark.drawn(7)
@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_program_costs_its_own_tests_and_tells_nothing(exam: Exam, name: str) -> None:
    lines = "\n    ".join(HOSTILE[name].split("\n"))
    source = HONEST.replace('if __name__ == "__main__":', f'if __name__ == "__main__":\n    {lines}')
    counted = attacked_task(exam.grade(attack("count", source)))
    assert "98765" not in " ".join(test.message for test in counted.tests)
