"""Folders: links, pipes and unreadable files cost nothing but themselves, and no limit can be passed."""

import os
import shutil
import socket
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pytest

from grader.assignment import Assignment, load_assignment
from grader.errors import SubmissionError
from grader.intake import read_submission
from grader.intake.folder import collect_folder, open_regular

Files = Mapping[str, bytes]
Pack = Callable[[Files], Path]
MIB = 1 << 20


def test_links_are_not_followed_and_noted(
    assignment: Assignment, solution: Files, as_folder: Pack, tmp_path: Path
) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("the expected values")
    folder = as_folder(solution)
    (folder / "link.txt").symlink_to(secret)
    (folder / "dir").symlink_to(tmp_path)
    (folder / "loop").symlink_to("loop")
    submission = read_submission(folder, assignment)
    assert submission.files == solution
    assert submission.notes == ("Links are never followed; ignored: 'dir', 'link.txt' and 'loop'.",)


def test_a_module_that_is_a_link_is_missing(
    assignment: Assignment, solution: dict[str, bytes], as_folder: Pack, tmp_path: Path
) -> None:
    (tmp_path / "elsewhere.py").write_bytes(solution.pop("gradient_flow.py"))
    folder = as_folder(solution)
    (folder / "gradient_flow.py").symlink_to(tmp_path / "elsewhere.py")
    assert "is missing" in read_submission(folder, assignment).problems["gradient_flow"]


def test_pipes_and_sockets_are_not_waited_for(assignment: Assignment, solution: Files, as_folder: Pack) -> None:
    folder = as_folder(solution)
    os.mkfifo(folder / "pipe.py")
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(folder / "s"))
        submission = read_submission(folder, assignment)
    assert submission.files == solution
    assert submission.notes == ("Only ordinary files are read; ignored: 'pipe.py' and 's'.",)


def test_what_took_a_files_place_after_it_was_listed_is_not_opened(tmp_path: Path) -> None:
    """The second look, after opening, is the one that counts."""
    (tmp_path / "real").write_bytes(b"x")
    (tmp_path / "link").symlink_to(tmp_path / "real")
    os.mkfifo(tmp_path / "pipe")
    for name in ("link", "pipe", "."):
        with pytest.raises(OSError, match=r"symbolic links|not an ordinary file"):
            open_regular(tmp_path / name)
    with open_regular(tmp_path / "real") as file:
        assert file.read() == b"x"


@contextmanager
def without_privileges() -> Iterator[None]:
    """Root reads everything, so a test of permissions that runs as root must not be root for a moment."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


@pytest.fixture
def public_folder() -> Iterator[Path]:
    """A folder that anybody can enter, which pytest's own are not."""
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o755)
    yield folder
    folder.chmod(0o700)
    for place, folders, _ in os.walk(folder):  # what is closed can be removed by root alone
        for name in folders:
            Path(place, name).chmod(0o700)
    shutil.rmtree(folder)


def test_unreadable_files_and_folders_cost_only_themselves(public_folder: Path) -> None:
    for name in ("open.py", "closed.py", "closed.csv"):
        (public_folder / name).write_bytes(b"x = 1\n")
    (public_folder / "locked").mkdir()
    for name in ("closed.py", "closed.csv", "locked"):
        (public_folder / name).chmod(0)
    with without_privileges():
        collected = collect_folder(public_folder)
    assert collected.files == {"open.py": b"x = 1\n"}
    assert collected.unreadable == dict.fromkeys(["closed.csv", "closed.py", "locked"], "Permission denied")
    assert collected.notes == ()


@pytest.mark.parametrize("closed", ["gradient_flow.py", "helpers.py", "pkg", "points.csv"])
def test_without_what_may_not_be_read_there_is_no_grade_rather_than_a_wrong_one(
    assignment: Assignment, solution: dict[str, bytes], public_folder: Path, closed: str
) -> None:
    course = shutil.copytree(assignment.folder.parents[1], public_folder / "course")
    folder = public_folder / "jane"
    folder.mkdir()
    for name, content in solution.items():
        (folder / name).write_bytes(content)
    (folder / closed).mkdir() if closed == "pkg" else (folder / closed).touch()
    (folder / closed).chmod(0)
    course.chmod(0o755)
    tiny = load_assignment(course / "assignments" / "tiny")
    said = f"'{closed}' cannot be read by the grader .Permission denied.: nothing was graded"
    with without_privileges(), pytest.raises(SubmissionError, match=said):
        read_submission(folder, tiny)
    (folder / closed).chmod(0o700)
    (folder / closed).rename(public_folder / closed)
    assert len(read_submission(folder, tiny).files) >= 2


def test_what_may_not_be_read_beside_the_graded_folder_costs_nothing(
    assignment: Assignment, solution: Files, public_folder: Path
) -> None:
    course = shutil.copytree(assignment.folder.parents[1], public_folder / "course")
    folder = public_folder / "jane"
    (folder / "hw").mkdir(parents=True)
    (folder / "private").mkdir(mode=0)
    for name, content in solution.items():
        (folder / "hw" / name).write_bytes(content)
    course.chmod(0o755)
    with without_privileges():
        submission = read_submission(folder, load_assignment(course / "assignments" / "tiny"))
    assert submission.files == solution
    assert submission.notes == ("Only the folder 'hw', which has the modules, was graded; left out: 'private'.",)


ENVIRONMENTS = {
    "env/pyvenv.cfg": b"home = /usr",
    "env/bin/python": b"\x7fELF",
    "env/Lib/numpy.py": b"x = 1",
    "tools/conda-meta/history": b"",
    "tools/lib/python3.12/gradient_flow.py": b"x = 1",
    "web/node_modules/left-pad/index.js": b"x",
    "lost/lib/python3.12/site-packages/p/gradient_flow.py": b"x = 1",
    "venv/lib/numpy.py": b"x = 1",
}


def test_environments_and_installed_packages_are_ignored_with_a_note(
    assignment: Assignment, solution: Files, as_folder: Pack, as_zip: Pack, tmp_path: Path
) -> None:
    many = {f"web/node_modules/{number}.js": b"" for number in range(2100)}
    folder = as_folder({**solution, **ENVIRONMENTS, **many})
    (folder / "env" / "lib64").symlink_to(tmp_path)
    for path in (folder, as_zip({**solution, **ENVIRONMENTS, **many})):
        submission = read_submission(path, assignment)
        assert submission.files == solution
        places = "'env', 'lost/lib/python3.12/site-packages', 'tools' and 2 more"
        assert submission.notes == (f"Installed packages are never read; ignored: {places}.",)


def test_an_environment_inside_the_folder_of_the_work_takes_none_of_its_files(
    assignment: Assignment, solution: Files, as_folder: Pack, as_zip: Pack
) -> None:
    around = {"pyvenv.cfg": b"", "bin/python": b"", "lib/x.py": b"", "helpers.py": b"x = 1", "env/agent.py": b"y = 1"}
    for path in (as_folder({**solution, **around}), as_zip({**solution, **around})):
        submission = read_submission(path, assignment)
        assert submission.files == {**solution, "helpers.py": b"x = 1", "env/agent.py": b"y = 1"}
        assert submission.notes == ("Installed packages are never read; ignored: 'bin', 'lib' and 'pyvenv.cfg'.",)


def test_a_folder_that_cannot_be_opened_is_refused(public_folder: Path) -> None:
    public_folder.chmod(0)
    with without_privileges(), pytest.raises(SubmissionError, match="cannot be read: Permission denied"):
        collect_folder(public_folder)


def test_names_that_cannot_be_kept_are_ignored_with_a_note(
    assignment: Assignment, solution: Files, as_folder: Pack
) -> None:
    folder = as_folder({**solution, "a\nb.csv": b"1"})
    with open(os.fsencode(folder) + b"/caf\xe9.csv", "wb") as file:  # noqa: PTH123 -- a Path holds no such name
        file.write(b"1")
    submission = read_submission(folder, assignment)
    assert submission.files == solution
    assert len(submission.notes) == 1
    assert submission.notes[0].endswith(r"not plain text cannot be kept; ignored: 'a\nb.csv' and 'caf\udce9.csv'.")


def test_folders_are_followed_down_only_so_far(assignment: Assignment, solution: Files, as_folder: Pack) -> None:
    deep = {"/".join(["d"] * 31) + "/kept.txt": b"1", "/".join(["e"] * 40) + "/lost.txt": b"1"}
    submission = read_submission(as_folder({**solution, **deep}), assignment)
    assert [name[-8:] for name in submission.files if "/" in name] == ["kept.txt"]
    assert "too deep" in submission.notes[0]


def test_a_module_of_one_mebibyte_is_taken_and_a_byte_more_refuses_the_submission(
    assignment: Assignment, solution: Files, as_folder: Pack
) -> None:
    folder = as_folder({**solution, "gradient_flow.py": b"#" * MIB})
    assert read_submission(folder, assignment).problems == {}
    (folder / "gradient_flow.py").write_bytes(b"#" * (MIB + 1))
    with pytest.raises(SubmissionError) as refused:
        read_submission(folder, assignment)
    assert str(refused.value) == (
        "'gradient_flow.py' has 1,048,577 bytes: a source module may have up to 1 MiB (1,048,576 bytes)."
    )


def test_a_notebook_may_be_larger_but_not_without_limit(
    assignment: Assignment, solution: Files, as_folder: Pack
) -> None:
    folder = as_folder({**solution, "tiny.ipynb": b" " * (2 * MIB)})
    assert read_submission(folder, assignment).problems == {}
    os.truncate(folder / "tiny.ipynb", 16 * MIB + 1)
    with pytest.raises(
        SubmissionError, match=r"16,777,217 bytes: a notebook may have up to 16 MiB .*\. Clear the outputs"
    ):
        read_submission(folder, assignment)


def test_64_mebibytes_in_all_are_the_limit_even_of_holes(
    assignment: Assignment, solution: Files, as_folder: Pack
) -> None:
    folder = as_folder(solution)
    for number in range(5):
        (folder / f"{number}.dat").touch()
        os.truncate(folder / f"{number}.dat", 13 * MIB)
    with pytest.raises(SubmissionError, match=r"more than 64 MiB \(67,108,864 bytes\) in all"):
        read_submission(folder, assignment)
    (folder / "4.dat").unlink()
    assert len(read_submission(folder, assignment).files) == 7


def test_2000_files_are_the_limit_and_ignored_ones_do_not_count(
    assignment: Assignment, solution: Files, as_folder: Pack
) -> None:
    few = {f"{number}.txt": b"" for number in range(1997)}
    many = {f".venv/{number}.py": b"" for number in range(50)}
    folder = as_folder({**solution, **few, **many})
    assert len(read_submission(folder, assignment).files) == 2000
    (folder / "one-more.txt").touch()
    with pytest.raises(SubmissionError, match=r"more than 2,000 files"):
        read_submission(folder, assignment)
