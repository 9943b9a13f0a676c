"""Work in the handout's own folder: which of module and notebook counts where there is no stub left to compare with."""

import json
from pathlib import Path

import pytest

from grader.assignment import load_assignment
from grader.intake import read_submission
from grader.model import Submission
from tests.support.handouts import RIGHT, write_handout

STUB = "def double(x):\n    raise NotImplementedError\n"
HALF = "def double(x):\n    if x: return 2 * x\n    raise NotImplementedError\n"
DONE = RIGHT["tiny_double"]


def in_place(folder: Path, module: str | None, cell: str | None) -> Submission:
    write_handout(folder)
    file = folder / "tiny_double.py"
    file.unlink() if module is None else file.write_text(module)
    if cell is not None:
        raw = {"cell_type": "code", "metadata": {}, "source": cell, "outputs": []}
        (folder / "tiny.ipynb").write_text(json.dumps({"nbformat": 4, "metadata": {}, "cells": [raw]}))
    return read_submission(folder, load_assignment(folder, solved=False))


@pytest.mark.parametrize(
    "module,cell,taken",
    [
        (STUB, None, "module"),
        (DONE, None, "module"),
        (STUB, STUB, "module"),
        (DONE, STUB, "module"),
        (HALF, STUB + STUB, "module"),
        (DONE, DONE, "module"),
        (STUB, DONE, "notebook"),
        (STUB + STUB, HALF, "notebook"),
        (None, DONE, "notebook"),
        (None, STUB, "notebook"),
    ],
)
def test_the_form_that_leaves_less_to_be_written_counts(
    tmp_path: Path, module: str | None, cell: str | None, taken: str
) -> None:
    work = in_place(tmp_path / "tiny", module, cell)
    held = work.notebook.modules if work.notebook else {}
    assert ("notebook" if "tiny_double" in held else "module") == taken
    assert work.problems == {}


WRITES = "%%writefile tiny_double.py\n"


@pytest.mark.parametrize(
    "module,written,taken",
    [(STUB, STUB, STUB), (STUB, DONE, DONE), (DONE, STUB, DONE), (DONE, DONE, DONE), (None, DONE, DONE)],
)
@pytest.mark.parametrize("where", ["in_place", "beside"])
def test_a_module_nobody_worked_on_gives_way_to_what_a_cell_writes_to_it(
    tmp_path: Path, where: str, module: str | None, written: str, taken: str
) -> None:
    work = in_place(tmp_path / "tiny", module, WRITES + written)
    if where == "beside":
        handout = load_assignment(write_handout(tmp_path / "handed_out"), solved=False)
        work = read_submission(tmp_path / "tiny", handout)
    assert work.files["tiny_double.py"].decode().strip() == taken.strip()
    stub = "is the untouched stub, so it was" if module else "was"
    said = f"tiny_double.py {stub} taken from 'tiny.ipynb', which writes it."
    assert (said in work.notes) == (taken == written != module)


def test_a_program_nobody_worked_on_gives_way_likewise(tmp_path: Path) -> None:
    folder = write_handout(tmp_path / "handed_out")
    manifest = folder / "assignment.toml"
    manifest.write_text(manifest.read_text().replace('names = ["double"]', "program = true"))
    (folder / "tiny_double.py").write_text("raise NotImplementedError\n")
    handout = load_assignment(folder, solved=False)
    for stub, taken in ("raise NotImplementedError\n", b"print(2)\n"), ("print(4)\n", b"print(4)\n"):
        in_place(tmp_path / "work", stub, f"{WRITES}print(2)\n")
        assert read_submission(tmp_path / "work", handout).files["tiny_double.py"] == taken


def test_work_beside_the_handout_is_compared_with_it_as_ever(tmp_path: Path) -> None:
    """Half of a stub is no stub, though the notebook leaves less to be written."""
    handout = load_assignment(write_handout(tmp_path / "tiny"), solved=False)
    work = tmp_path / "work"
    in_place(work, HALF, DONE)
    assert read_submission(work, handout).notebook is None


STUBS = [
    pytest.param("def double(x):\n    raise NotImplementedError\n", id="as-handed-out"),
    pytest.param(
        'import numpy as np\n\n\ndef double(x):\n    """Mine soon."""\n    raise NotImplementedError()\n', id="import"
    ),
    pytest.param("# Jane Doe\ndef double( x ):\n  raise NotImplementedError # todo\n", id="comment-and-layout"),
    pytest.param("def double(x): ...\n", id="ellipsis"),
    pytest.param("def double(x):\n    pass\n\n\nif __name__ == '__main__':\n    print(double(2))\n", id="main"),
    pytest.param("def double(x):\n    return None\n", id="none"),
    pytest.param("def helper(x):\n    return 2 * x\n\n\ndef double(x):\n    raise NotImplementedError\n", id="helper"),
    pytest.param("import numpy as np\n", id="only-an-import"),
    pytest.param("", id="empty"),
]
COPIES = [
    "tiny_double (1).py",
    "tiny_double-1.py",
    "tiny_double-Copy1.py",
    "Copy of tiny_double.py",
    "tiny_double - Kopie.py",
    "tiny_double - Kopie (2).py",
    "Kopie von tiny_double.py",
    "tiny_double copia.py",
    "tiny_double copy 2.py",
    "tiny_double_v2.py",
    "tiny_double-final.py",
    "Tiny_Double.py",
    "tiny_double.py.txt",
    "my work.py",
]


def beside(tmp_path: Path, files: dict[str, str]) -> Submission:
    handout = load_assignment(write_handout(tmp_path / "tiny"), solved=False)
    for name, content in files.items():
        (tmp_path / "work" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "work" / name).write_text(content)
    return read_submission(tmp_path / "work", handout)


def as_notebook(*cells: str) -> str:
    raw = [{"cell_type": "code", "metadata": {}, "source": cell, "outputs": []} for cell in cells]
    return json.dumps({"nbformat": 4, "metadata": {}, "cells": raw})


@pytest.mark.parametrize("stub", STUBS)
def test_a_stub_counts_as_missing_beside_a_solved_copy_whatever_was_done_to_it(tmp_path: Path, stub: str) -> None:
    work = beside(tmp_path, {"tiny_double.py": stub, "tiny_double (1).py": DONE})
    assert (work.files["tiny_double.py"], "tiny_double" in work.problems) == (DONE.encode(), False)
    taken = "'tiny_double (1).py' was graded as tiny_double.py."
    assert f"{taken} Not graded: 'tiny_double.py', since task 1 is not solved there." in work.notes


@pytest.mark.parametrize("copy", COPIES)
def test_the_solved_copy_is_taken_whatever_made_it(tmp_path: Path, copy: str) -> None:
    work = beside(tmp_path, {"tiny_double.py": STUB, copy: DONE})
    assert work.files["tiny_double.py"] == DONE.encode()
    assert any(f"'{copy}' was graded as tiny_double.py" in note for note in work.notes)
    assert beside(tmp_path / "solved", {"tiny_double.py": DONE + "# this", copy: DONE}).files["tiny_double.py"] == (
        DONE.encode() + b"# this"
    ), "the exact name wins where it has a solution"


@pytest.mark.parametrize("stub", STUBS)
def test_a_stub_counts_as_missing_beside_a_solved_notebook(tmp_path: Path, stub: str) -> None:
    work = beside(tmp_path, {"tiny_double.py": stub, "tiny.ipynb": as_notebook(DONE)})
    assert work.notebook is not None
    assert "tiny_double" in work.notebook.modules
    assert any("so task 1 was graded from 'tiny.ipynb'" in note.lower() for note in work.notes)


@pytest.mark.parametrize("copy", ["tiny-Copy1.ipynb", "tiny (1).ipynb", "Kopie von tiny.ipynb", "homework.ipynb"])
def test_a_solved_notebook_is_taken_beside_an_untouched_one(tmp_path: Path, copy: str) -> None:
    untouched = as_notebook("import numpy as np", "# soon\n" + STUB)
    work = beside(tmp_path, {"tiny.ipynb": untouched, copy: as_notebook(DONE)})
    assert work.notebook is not None
    assert (work.notebook.name, work.notebook.cells[0].source) == (copy, DONE)
    assert f"'{copy}' was read as the notebook, 'tiny.ipynb' was not, since no task is solved there." in work.notes


@pytest.mark.parametrize("stub", ["handout", "."])
def test_a_folder_of_stubs_counts_for_none_beside_the_solved_one(tmp_path: Path, stub: str) -> None:
    work = beside(tmp_path, {f"{stub}/tiny_double.py": STUB, "mine/tiny_double.py": DONE})
    assert work.files["tiny_double.py"] == DONE.encode()
    assert any("'mine'" in note and "tiny_double.py'" in note for note in work.notes)


def test_where_nothing_is_solved_the_exact_name_is_graded(tmp_path: Path) -> None:
    work = beside(tmp_path, {"tiny_double.py": "# mine\n" + STUB, "tiny_double (1).py": STUB})
    assert work.files["tiny_double.py"] == b"# mine\n" + STUB.encode()


def test_a_stub_that_its_author_changes_is_compared_as_it_is_now(tmp_path: Path) -> None:
    """What was found in a handout is kept for the next submission, but not for another handout."""
    begun = "def double(x):\n    return 0\n"
    work = beside(tmp_path, {"tiny_double.py": begun, "tiny_double (1).py": DONE})
    assert work.files["tiny_double.py"] == begun.encode()
    (tmp_path / "tiny" / "tiny_double.py").write_text(begun)
    work = read_submission(tmp_path / "work", load_assignment(tmp_path / "tiny", solved=False))
    assert work.files["tiny_double.py"] == DONE.encode()


def test_a_helper_with_an_ending_too_many_is_importable(tmp_path: Path) -> None:
    work = beside(tmp_path, {"tiny_double.py": DONE, "helpers.py.txt": "x = 1\n", "notes.txt": "hi"})
    assert work.files["helpers.py"] == b"x = 1\n"
    assert work.origins["helpers.py"] == "helpers.py.txt"
    assert "'helpers.py.txt' was read as 'helpers.py'." in work.notes
