"""Notebooks run for the eyes, with real kernels in a real jail: what is shown, what is stopped, what is left."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from msgspec.structs import replace

from grader.assignment import Limits
from grader.host.levels import strongest_level
from grader.model import Cell, CellKind, ExecutedNotebook, Isolation, Notebook, OutputKind
from grader.replay import replay
from grader.report.render import render_report
from tests.report.samples import perfect_grade

LIMITS = Limits(cell_seconds=20.0, notebook_seconds=60.0)


@pytest.fixture(scope="module")
def level() -> Isolation:
    return strongest_level()


@pytest.fixture(autouse=True)
def own_temporary_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Each replay's files lie in a folder of the test's own, which must be empty in the end."""
    short = Path("/tmp") / f"r{os.getpid()}-{abs(hash(tmp_path)) % 10_000}"  # noqa: S108 # socket paths must be short
    short.mkdir(mode=0o711)
    monkeypatch.setattr("tempfile.tempdir", str(short))
    yield
    left = [str(path) for path in short.rglob("*")]
    assert left == []
    short.rmdir()
    assert processes() == []


def processes() -> list[str]:
    """Kernels and drivers that run, started by this process or orphaned."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            command = (folder / "cmdline").read_bytes().replace(b"\0", b" ").decode("utf-8", "replace")
            parent = (folder / "stat").read_text().rpartition(")")[2].split()[1]
        except OSError:
            continue
        if ("grader.guest.kernel" in command or "grader.replay.driver" in command) and parent in {
            str(os.getpid()),
            "1",
        }:
            found.append(command)
    return found


def run(cells: Sequence[str], level: Isolation, limits: Limits = LIMITS, **files: str) -> ExecutedNotebook:
    notebook = Notebook("work.ipynb", tuple(Cell(CellKind.CODE, cell, cell) for cell in cells), {"m": ()})
    return replay(notebook, {f"{name}.py": text.encode() for name, text in files.items()}, limits, level)


def texts(executed: ExecutedNotebook) -> list[str]:
    return [" ".join(output.text for output in cell.outputs).strip() for cell in executed.cells]


def test_cells_are_run_as_jupyter_runs_them_and_what_they_put_out_is_data(level: Isolation) -> None:
    executed = run(
        [
            "%matplotlib inline\nfrom helper import two\nprint('hello', two())",
            "1 / 0",
            "import matplotlib.pyplot as plt\nplt.plot([1, 2])\nplt.show()",
            "from IPython.display import HTML, Javascript\nHTML('<script>alert(1)</script>')",
            "import threading\nt = threading.Thread(target=print, args=('thread',))\nt.start()\nt.join()\n40 + two()",
            "import sys, time\nprint(1)\nprint('careful', file=sys.stderr)\ntime.sleep(0.5)\nprint(2)",
        ],
        level,
        helper="def two(): return 2",
    )
    assert executed.problem == ""
    assert texts(executed)[:3] == ["hello 2", "ZeroDivisionError: division by zero", ""]
    assert texts(executed)[4] == "thread\n 42"
    assert [output.text for output in executed.cells[5].outputs] == ["1\n2\n", "careful\n"]
    assert [output.kind for output in executed.cells[2].outputs] == [OutputKind.PICTURE]
    assert "<script" not in repr(executed.cells[3].outputs)
    page = render_report(replace(perfect_grade(), executed=executed))
    assert "hello 2" in page
    assert "<script" not in page.replace("&lt;script", "")
    assert "data:image/png;base64," in page


def test_commands_of_the_system_are_said_not_to_be_run(level: Isolation) -> None:
    executed = run(["!pip install numpy", "%pip install numpy", "found = !ls\nprint(len(found))", "print(2)"], level)
    assert executed.problem == ""
    said = "Commands of the system are not run here."
    assert texts(executed)[0] == said
    assert texts(executed)[1].startswith(said)
    assert texts(executed)[2:] == [f"{said}\n0", "2"]


def test_a_kernel_is_jailed_at_least_as_well_as_a_guest(level: Isolation, tmp_path: Path) -> None:
    if not level.at_least(Isolation.JAILED):
        pytest.skip("this machine has no jail")
    secret = tmp_path / "secret"
    secret.write_text("canary")
    executed = run(
        [
            f"open({str(secret)!r}).read()",
            "import socket\nsocket.socket(socket.AF_INET)",
            "s = socket.socket(socket.AF_UNIX)\ns.connect('/run/nothing')",
            "import os\nos.fork()",
            "os.kill(os.getppid(), 9)",
            "import subprocess\nsubprocess.run(['/bin/true'])",
            "open('/tmp/written', 'w')",
            "open('own.txt', 'w').write('mine'), open('own.txt').read()",
        ],
        level,
    )
    assert all("PermissionError" in text for text in texts(executed)[:-1]), texts(executed)
    assert texts(executed)[-1] == "(4, 'mine')"


@pytest.mark.parametrize(
    "cell, says",
    [
        ("import os\nos._exit(0)", "The kernel died in cell 2."),
        (
            "while True:\n    try:\n        while True: pass\n    except BaseException: pass",
            "Cell 2 used more than 3 s of processor time, so the run was ended there.",
        ),
        (
            "import time\ntime.sleep(1000)",
            "Cell 2 waited for more than 2 s without computing, so the run was ended there.",
        ),
        ("while True:\n    print('x' * 1_000_000)", "Cell 2 put out more than 16 MiB"),
        ("import ctypes\nctypes.string_at(0)", "The kernel died in cell 2."),
    ],
    ids=["exits", "hangs", "rests", "floods", "crashes"],
)
def test_a_kernel_that_comes_to_no_good_end_ends_in_a_note(level: Isolation, cell: str, says: str) -> None:
    limits = replace(LIMITS, cell_seconds=3.0, idle_seconds=6.0) if " more than " in says else LIMITS
    executed = run(["print('before')", cell, "print('after')"], level, limits)
    assert executed.problem.startswith(says), executed.problem
    assert texts(executed)[0] == "before"
    assert texts(executed)[2] == ""


def test_a_grader_that_is_killed_leaves_neither_kernel_nor_file(level: Isolation) -> None:
    code = (
        "from tests.replay.test_replay import run\nfrom grader.model import Isolation\n"
        f"run(['import time; time.sleep(100)'], Isolation({level.value!r}))"
    )
    folder = Path("/tmp") / f"k{os.getpid()}"  # noqa: S108 # socket paths must be short
    folder.mkdir(mode=0o711)
    grader = subprocess.Popen([sys.executable, "-c", code], env={**os.environ, "TMPDIR": str(folder)})
    deadline = time.monotonic() + 60
    while not list(folder.glob("*/work/*-ipc-*")) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert list(folder.glob("*/work/*-ipc-*")), "the kernel runs and has its sockets"
    os.kill(grader.pid, signal.SIGKILL)
    grader.wait()
    while list(folder.iterdir()) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert list(folder.iterdir()) == []
    folder.rmdir()
