"""A path that leads nowhere: a folder is to be created before something is written into it, a file that is read is to
be handed in. The exceptions are Python's own, of code that is run in an empty folder.
"""

import runpy
import sys
import traceback
from pathlib import Path

import pytest

from grader.exam.explain import StudentCode, explained
from grader.host.replies import CallFailure
from grader.model import CallStatus
from grader.wire.messages import TracebackFrame

FILE = "report.py"
HEAD = "import os, numpy as np\nfrom pathlib import Path\nimport matplotlib.pyplot as plt\nplt.switch_backend('agg')\n"
CREATE = "create it first, with `os.makedirs(..., exist_ok=True)`"
WRITING = [
    'plt.savefig("figures/x.png")',
    'plt.savefig(\n    "figures/x.png",\n    dpi=50,\n)',
    'plt.imsave("figures/x.png", np.zeros((2, 2)))',
    'open("figures/x.txt", "w").close()',
    'with open("figures/x.txt", mode="a") as file:\n    pass',
    'name = "figures/x.txt"\nwith open(name, "w") as file, open("there.txt") as there:\n    pass',
    'Path("figures/x.txt").write_text("x")',
    'Path("figures/x.txt").open("w").close()',
    'np.savetxt("figures/x.csv", [1.0])',
    'np.save("figures/x", np.ones(2))',
    'os.mkdir("figures/x")',
]
READING = [
    ('open("data/x.txt")', "data/x.txt"),
    ('open("x.txt", "r")', "x.txt"),
    ('Path("data/x.txt").read_text()', "data/x.txt"),
    ('np.loadtxt("data/x.csv")', "data/x.csv"),
    ('np.save("x", np.load("data/x.npy"))', "data/x.npy"),
    ('name = "data/x.npy"\nnp.save("x", np.load(name))', "data/x.npy"),
]


def failure_of(code: str) -> tuple[CallFailure, StudentCode]:
    """What is known of code that raised."""
    source = HEAD + code
    Path(FILE).write_text(source)
    try:
        runpy.run_path(FILE)
    except OSError as error:
        _, _, trace = sys.exc_info()
        line = next(each.lineno for each in traceback.extract_tb(trace) if each.filename.endswith(FILE))
        names = tuple(each.__name__ for each in type(error).__mro__)
        return _failure(names, str(error), line or 0), StudentCode(files={FILE: source.encode()})
    pytest.fail("it raised nothing")


def _failure(names: tuple[str, ...], message: str, line: int) -> CallFailure:
    return CallFailure(
        call_status=CallStatus.RAISED,
        reason="it raised",
        type_names=names,
        message=message,
        frames=(TracebackFrame(FILE, line, "f", ""),),
    )


@pytest.fixture(autouse=True)
def empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "there.txt").write_text("x")


@pytest.mark.parametrize("code", WRITING)
def test_of_a_folder_that_is_written_into_it_is_said_to_create_it_first(code: str) -> None:
    said = explained(*failure_of(code))
    assert said == f"There is no folder 'figures' where it is tested: {CREATE}."
    Path("figures").mkdir()
    runpy.run_path(FILE)  # the advice is right


@pytest.mark.parametrize(("code", "path"), READING)
def test_of_a_file_that_is_read_it_is_said_to_hand_it_in(code: str, path: str) -> None:
    said = explained(*failure_of(code))
    assert said.startswith(f"There is no file '{path}' where it is tested, only what was handed in")
    assert "makedirs" not in said


def test_of_a_folder_that_is_entered_both_are_said_and_of_one_that_is_listed_that_it_is_not_there() -> None:
    assert explained(*failure_of('os.chdir("data")')) == (
        f"There is no folder 'data' where it is tested: if the code writes into it, {CREATE}; if it reads from it, "
        "hand it in too, with its files."
    )
    listed = "There is no folder 'data' where it is tested, only what was handed in: hand it in too, with its files."
    assert explained(*failure_of('os.listdir("data")')) == listed
    assert explained(*failure_of('list(Path("data").iterdir())')) == listed


def test_of_a_folder_of_another_machine_it_is_said_where_one_can_be_created() -> None:
    said = explained(*failure_of('open("/home/ann/figures/x.txt", "w")'))
    assert said.startswith("There is no folder '/home/ann/figures' where it is tested: create it first")
    assert said.endswith(", below the folder that the code runs in.")


def test_pandas_has_words_of_its_own() -> None:
    message = "Cannot save file into a non-existent directory: 'out'"
    said = explained(_failure(("OSError", "Exception"), message, 1), StudentCode(files={FILE: b"table.to_csv(name)"}))
    assert said == f"There is no folder 'out' where it is tested: {CREATE}."


@pytest.mark.parametrize("source", [b"", b"def (", b"\xff\xfe", b"open(" * 300])
def test_where_the_line_says_nothing_the_file_is_asked_for(source: bytes) -> None:
    message = "[Errno 2] No such file or directory: 'a/b'"
    for line in (0, 1, 10**9):
        found = explained(_failure(("FileNotFoundError", "OSError"), message, line), StudentCode(files={FILE: source}))
        assert found.startswith("There is no file 'a/b'")
