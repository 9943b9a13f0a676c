"""Notebooks executed for display, with real kernels in a real jail: what is shown, what is stopped, what is left."""

import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from msgspec.structs import replace

from grader.assignment import Limits
from grader.host.levels import strongest_level
from grader.host.scratch import Scratch
from grader.host.scratch_quota import MAX_ENTRIES
from grader.model import Cell, CellKind, ExecutedNotebook, Isolation, Notebook, OutputKind
from grader.notebook_execution import execute_notebook
from grader.notebook_execution.parent import NOT_SHOWN
from grader.report.render import render_report
from tests.support.sample_grades import perfect_grade

LIMITS = Limits(cell_seconds=20.0, notebook_seconds=60.0)


@pytest.fixture(scope="module")
def level() -> Isolation:
    return strongest_level()


@pytest.fixture(params=[Isolation.NAMESPACED, Isolation.JAILED])
def jail(request: pytest.FixtureRequest, level: Isolation) -> Isolation:
    """Each level that has a jail, if this machine has it."""
    wanted = Isolation(request.param)
    if not level.at_least(wanted):
        pytest.skip(f"this machine has no level {wanted}")
    return wanted


@pytest.fixture(autouse=True)
def own_temporary_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Each execution's files lie in a folder of the test's own, which must be empty in the end."""
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
        if ("grader.guest.kernel" in command or "grader.notebook_execution.driver" in command) and parent in {
            str(os.getpid()),
            "1",
        }:
            found.append(command)
    return found


def run(cells: Sequence[str], level: Isolation, limits: Limits = LIMITS, **files: str) -> ExecutedNotebook:
    notebook = Notebook("work.ipynb", tuple(Cell(CellKind.CODE, cell, cell) for cell in cells), {"m": ()})
    return execute_notebook(notebook, {f"{name}.py": text.encode() for name, text in files.items()}, limits, level)


def texts(executed: ExecutedNotebook) -> list[str]:
    return [" ".join(output.text for output in cell.outputs).strip() for cell in executed.cells]


def test_cells_are_run_as_jupyter_runs_them_and_what_they_put_out_is_data(level: Isolation) -> None:
    """But for commands of the system; and with namespaces a kernel sees nothing but its own."""
    executed = run(
        [
            "from helper import two\nprint('hello', two())",
            "1 / 0",
            "import matplotlib.pyplot as plt\nplt.plot([1, 2])\nplt.show()",
            "from IPython.display import HTML, Javascript\nHTML('<script>alert(1)</script>')",
            "import threading\nt = threading.Thread(target=print, args=('thread',))\nt.start()\nt.join()\n40 + two()",
            "%matplotlib inline\nplt.plot([1, 2]);",
            "import sys, time\nprint(1)\nprint('careful', file=sys.stderr)\ntime.sleep(0.5)\nprint(2)",
            "!pip install numpy",
            "%pip install numpy",
            "found = !ls\nprint(len(found))",
            "import os\nos.getpid(), os.getcwd(), os.path.exists('/etc/passwd'), os.path.exists('/proc/self')",
        ],
        level,
        helper="def two(): return 2",
    )
    assert executed.problem == ""
    assert texts(executed)[:3] == ["hello 2", "ZeroDivisionError: division by zero", ""]
    assert texts(executed)[4] == "thread\n 42"
    assert [output.text for output in executed.cells[6].outputs] == ["1\n2\n", "careful\n"]
    refused = "Commands of the system are not run here."
    assert texts(executed)[7] == refused
    assert texts(executed)[8].startswith(refused)
    assert texts(executed)[9] == f"{refused}\n0"
    assert (texts(executed)[10] == "(1, '.', False, False)") == (level is Isolation.NAMESPACED)
    for plotting in (2, 5):
        assert [output.kind for output in executed.cells[plotting].outputs] == [OutputKind.PICTURE]
    assert "<script" not in repr(executed.cells[3].outputs)
    page = render_report(replace(perfect_grade(), executed=executed))
    assert "hello 2" in page
    assert "<script" not in page.replace("&lt;script", "")
    assert "data:image/png;base64," in page
    assert f"It ran at level {level}, like the run for points" in page


WAIT = "\nimport time\ntime.sleep(60)"
PLACE = """import json, pathlib, socket
place = pathlib.Path(json.loads(pathlib.Path('.kernel/kernel.json').read_text())['ip']).parent"""
FILL = f"""for number in range({MAX_ENTRIES + 64}):
    with socket.socket(socket.AF_UNIX) as each:
        each.bind(f'{{place}}/more{{number}}')"""
"""Sockets beside those of the kernel itself."""


@pytest.mark.drawn(1)
def test_a_kernel_is_jailed_as_well_as_a_guest(jail: Isolation) -> None:
    """But for sockets beside its own, which are all that it can put there, and are counted."""
    others = Scratch()
    for path in (others.path.parent, others.path):
        path.chmod(0o755)
    secret = others.path / "secret"
    secret.write_text("canary")
    read = f"open({str(secret)!r}).read()"
    executed = run(
        [
            PLACE,
            read,
            f"import os\nos.listdir({str(others.path)!r})",
            "open('/etc/passwd').read()",
            f"open('/proc/{os.getpid()}/cmdline').read()",
            "import socket\nsocket.socket(socket.AF_INET)",
            "s = socket.socket(socket.AF_UNIX)\ns.connect('/run/nothing')",
            "os.fork()",
            f"os.kill({os.getpid()}, 0)",
            "import subprocess\nsubprocess.run(['/bin/true'])",
            "open('/tmp/written', 'w')",
            "socket.socket(socket.AF_UNIX).bind('beside')",
            "open(place / 'file', 'w')",
            "os.mkdir(place / 'folder')",
            "open('own.txt', 'w').write('mine'), open('own.txt').read()",
            FILL + WAIT,
        ],
        jail,
    )
    refused = ("PermissionError", "FileNotFoundError", "OSError: [Errno 30] Read-only file system")
    _, *tried, own, filled = texts(executed)
    assert [text for text in tried if not text.startswith(refused)] == []
    assert [text.partition(":")[0] for text in tried[-2:]] == ["PermissionError"] * 2
    assert (own, filled) == ("(4, 'mine')", "")
    ended = f"so the run was ended in cell {len(tried) + 3}."
    assert executed.problem == f"The notebook wrote more than 64 MiB or 4096 files, {ended}"
    assert executed.isolation is jail
    assert texts(run([read], Isolation.PROCESS)) == ["'canary'"], "without a jail it could be read"
    others.clear()


MANY = f"for number in range({MAX_ENTRIES + 64}):\n    open(f'many{{number}}', 'w').close()"
UNLINKED = """import os
held = []
for number in range(64):
    file = open('unlinked', 'w+b')
    held.append(file)
    os.unlink('unlinked')
    file.write(bytes(1 << 20))
    file.flush()"""
LARGE = "file = open('large', 'wb', buffering=0)\nwhile file.write(bytes(1 << 20)):\n    pass"
SMALL = replace(LIMITS, scratch_bytes=8 << 20)


@pytest.mark.drawn(1)
@pytest.mark.parametrize("cell", [MANY, UNLINKED, LARGE], ids=["many files", "unlinked files", "one large file"])
def test_a_kernel_that_fills_its_folder_is_ended_where_no_file_system_bounds_it(level: Isolation, cell: str) -> None:
    if not level.at_least(Isolation.JAILED):
        pytest.skip("this machine has no jail")
    within = "print(open('within', 'wb').write(bytes(1 << 20)))"
    caught = "try:\n" + "\n".join(f"    {line}" for line in cell.splitlines()) + "\nexcept OSError: pass"
    executed = run([within, caught + WAIT, "print('after')"], Isolation.JAILED, SMALL)
    assert executed.problem == "The notebook wrote more than 8 MiB or 4096 files, so the run was ended in cell 2."
    assert texts(executed) == ["1048576", "", ""]


def test_a_kernel_with_a_file_system_of_its_own_finds_it_full(level: Isolation) -> None:
    if level is not Isolation.NAMESPACED:
        pytest.skip(f"this machine has no level {Isolation.NAMESPACED}")
    removed = "\nfor name in os.listdir('.'):\n    if name.startswith('many'): os.unlink(name)\nprint('room again')"
    executed = run(
        ["print(open('within', 'wb').write(bytes(1 << 20)))", MANY, "import os" + removed, UNLINKED, LARGE],
        level,
        SMALL,
    )
    said = texts(executed)
    assert [said[0], said[2]] == ["1048576", "room again"]
    assert all(said[number].startswith("OSError: [Errno 28] No space left") for number in (1, 3, 4)), said
    assert executed.problem == "The notebook wrote more than 8 MiB or 4096 files: cell 2 found no room left."


@pytest.mark.drawn(1, kind=lambda says: says.endswith(" ended there."))
@pytest.mark.parametrize(
    "cell, says",
    [
        ("import os\nos._exit(0)", "The kernel died in cell 2."),
        (
            "while True:\n    try:\n        while True: pass\n    except BaseException: pass",
            "Cell 2 used more than 1 s of processor time, so the run was ended there.",
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
    limits = replace(LIMITS, cell_seconds=1.0, idle_seconds=6.0) if says.endswith(" ended there.") else LIMITS
    executed = run(["print('before')", cell, "print('after')"], level, limits)
    assert executed.problem.startswith(says), executed.problem
    assert texts(executed)[0] == "before"
    assert texts(executed)[2] == ""


@pytest.mark.drawn(1)
def test_a_grader_that_is_killed_leaves_neither_kernel_nor_file(jail: Isolation) -> None:
    code = (
        "from tests.notebook_execution.test_execution import run\nfrom grader.model import Isolation\n"
        f"run(['import time; time.sleep(100)'], Isolation({jail.value!r}))"
    )
    folder = Path("/tmp") / f"k{os.getpid()}"  # noqa: S108 # socket paths must be short
    folder.mkdir(mode=0o711)
    grader = subprocess.Popen([sys.executable, "-c", code], env={**os.environ, "TMPDIR": str(folder)})
    assert comes(lambda: list(folder.glob("*/sockets/*"))), "the kernel runs and has its sockets"
    os.kill(grader.pid, signal.SIGKILL)
    grader.wait()
    assert comes(lambda: not list(folder.iterdir()) and not processes())
    folder.rmdir()


@pytest.mark.drawn(1)
def test_a_driver_that_is_killed_takes_its_kernel_with_it(jail: Isolation) -> None:
    here = Path(tempfile.gettempdir())
    with ThreadPoolExecutor(1) as pool:
        running = pool.submit(run, ["import time; time.sleep(100)"], jail)
        assert comes(lambda: list(here.glob("*/sockets/*"))), "the kernel runs and has its sockets"
        for child in Path("/proc/self/task").glob("*/children"):
            for pid in child.read_text().split():
                if b"grader.notebook_execution.driver" in Path(f"/proc/{pid}/cmdline").read_bytes():
                    os.kill(int(pid), signal.SIGKILL)
        executed = running.result()
    assert executed == ExecutedNotebook("work.ipynb", jail, problem=NOT_SHOWN)
    assert comes(lambda: not processes())


def comes(state: Callable[[], object]) -> bool:
    """Whether that comes to be, within a minute."""
    deadline = time.monotonic() + 60
    while not state() and time.monotonic() < deadline:
        time.sleep(0.05)
    return bool(state())
