"""What 50 notebook gradings leave behind, 5 of them killed half-way: `python -m tests.benchmarks.notebook_leftovers`.

Each of five graders grades nine notebooks, executes each for display, and is killed in the middle of a tenth. Then
nothing of theirs may run or lie about: no zygote, guest, driver or kernel, no socket and no connection file.
"""

import os
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from grader.exam import Exam
from grader.model import Cell, CellKind, Notebook, Submission
from grader.notebook_execution import with_executed_notebook
from tests.support.hostile.targets import build_vault

GRADERS = 5
GRADINGS = 10
PATIENCE_SECONDS = 60.0
CELLS = ("def double(x):\n    return 2 * x", "def shift(x):\n    return x + 1.0", "print(double(3))")
SLOW = "import time\ntime.sleep(1)"
PARTS = (b"grader.guest.start", b"grader.guest.kernel", b"grader.notebook_execution.driver")


def grade(root: Path) -> None:
    """One grader: says how many notebooks it has graded, and goes on until it is killed."""
    assignment = build_vault(root).tiny.assignment
    with Exam(assignment) as exam:
        for number in range(1, 10_000):
            cells = tuple(Cell(CellKind.CODE, code, code) for code in (*CELLS, *([SLOW] if number >= GRADINGS else [])))
            notebook = Notebook("tiny.ipynb", cells, {"tiny_double": (1,), "tiny_shift": (2,)})
            work = Submission(id="x", digest="sha256:0", files={}, problems={}, notebook=notebook)
            print(number, flush=True)
            result = with_executed_notebook(exam.grade(work), work, assignment)
            if result.score != result.max_score:
                raise RuntimeError(f"{result.score} of {result.max_score}")


def main() -> None:
    """Runs the graders one after another and looks at what is left."""
    with tempfile.TemporaryDirectory(prefix="g", dir="/tmp") as place:  # socket paths must be short
        Path(place).chmod(0o711)
        for number in range(GRADERS):
            _run_and_kill(Path(place) / str(number))
        deadline = time.monotonic() + PATIENCE_SECONDS
        while (left := [*_processes(place), *_files(Path(place))]) and time.monotonic() < deadline:
            time.sleep(0.2)
    print(f"{GRADERS * GRADINGS} notebooks graded, {GRADERS} of them killed half-way; left behind: {left or 'nothing'}")
    sys.exit(1 if left else 0)


def _run_and_kill(root: Path) -> None:
    temporary = root / "t"
    temporary.mkdir(parents=True, mode=0o711)
    root.chmod(0o711)
    command = [sys.executable, "-m", "tests.benchmarks.notebook_leftovers", str(root / "vault")]
    with subprocess.Popen(command, env={**os.environ, "TMPDIR": str(temporary)}, stdout=subprocess.PIPE) as grader:
        assert grader.stdout is not None
        for line in grader.stdout:
            if int(line) == GRADINGS:
                time.sleep(1.5)  # in the middle of its second run, or of its first on a slow machine
                break
        grader.send_signal(signal.SIGKILL)


def _processes(place: str) -> list[str]:
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            command, environment = ((folder / name).read_bytes() for name in ("cmdline", "environ"))
        except OSError:
            continue
        if any(part in command for part in PARTS) and (place.encode() in environment or _orphaned(folder)):
            found.append(f"process {folder.name}: {command!r}")
    return found


def _orphaned(folder: Path) -> bool:
    try:
        return (folder / "stat").read_text().rpartition(")")[2].split()[1] == "1"
    except OSError:
        return False


def _files(place: Path) -> list[str]:
    return [str(path) for path in place.glob("*/t/**/*") if path.is_socket() or path.suffix == ".json"]


if __name__ == "__main__":
    if len(sys.argv) > 1:
        grade(Path(sys.argv[1]))
    else:
        main()
