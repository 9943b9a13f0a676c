"""What a Landlock domain lets a process do with files, and what not, tried by a forked child in it."""

import os
import platform
import socket
from collections.abc import Callable
from pathlib import Path

import pytest

from grader.guest.jail import kernel
from grader.guest.jail.landlock import Domain

pytestmark = pytest.mark.skipif(platform.system() != "Linux", reason="only Linux has Landlock")
WENT, REFUSED = 0, 13


@pytest.fixture
def places(tmp_path: Path) -> Path:
    for name in ("library", "scratch", "secret", "listed", "sockets"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "file").write_text("content")
    return tmp_path


def tried(places: Path, action: Callable[[], object]) -> int:
    """Forks a child into the domain and tells how the action ended there, by errno."""
    domain = Domain([places / "library"], [places / "listed"], [Path(os.devnull)], sockets=[places / "sockets"])
    return tried_in(domain, places, action)


def tried_in(domain: Domain, places: Path, action: Callable[[], object]) -> int:
    """Forks a child into this one."""
    pid = os.fork()
    if pid == 0:
        try:
            kernel.prctl(kernel.PR_SET_NO_NEW_PRIVS, 1)
            domain.apply(str(places / "scratch"))
            action()
            os._exit(WENT)
        except OSError as error:
            os._exit(error.errno or 99)
        finally:
            os._exit(98)
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


@pytest.mark.parametrize(
    "name, expected",
    [("library/file", WENT), ("scratch/file", WENT), ("secret/file", REFUSED), ("listed/file", REFUSED)],
)
def test_reading(places: Path, name: str, expected: int) -> None:
    assert tried(places, (places / name).read_text) == expected


@pytest.mark.parametrize(
    "name, expected", [("library", WENT), ("listed", WENT), ("scratch", WENT), ("secret", REFUSED)]
)
def test_listing(places: Path, name: str, expected: int) -> None:
    assert tried(places, lambda: next((places / name).iterdir())) == expected


@pytest.mark.parametrize("name, expected", [("scratch", WENT), ("library", REFUSED), ("secret", REFUSED)])
def test_writing_and_making_files(places: Path, name: str, expected: int) -> None:
    assert tried(places, lambda: (places / name / "file").write_text("x")) == expected
    assert tried(places, lambda: (places / name / "new").write_text("x")) == expected
    assert tried(places, (places / name / "folder").mkdir) == expected
    assert tried(places, (places / name / "file").unlink) == expected


def test_rules_that_are_made_once_hold_for_every_process(places: Path) -> None:
    work = places / "above" / "work"
    work.mkdir(parents=True)
    domain = Domain([places / "library"], [], [], kept_beneath=places / "above")
    for _ in range(2):
        assert tried_in(domain, places, lambda: (work / "new").write_text("x")) == WENT
        assert tried_in(domain, places, (places / "library" / "file").read_text) == WENT
        for refused in ((places / "library" / "file").unlink, (places / "secret" / "file").read_text):
            assert tried_in(domain, places, refused) == REFUSED


def test_nothing_in_scratch_can_be_a_link_a_pipe_or_a_socket(places: Path) -> None:
    scratch = places / "scratch"
    assert tried(places, lambda: (scratch / "link").symlink_to("/etc")) == REFUSED
    assert tried(places, lambda: os.mkfifo(scratch / "pipe")) == REFUSED
    assert tried(places, lambda: _bind(scratch / "socket")) == REFUSED


def test_a_directory_for_sockets_takes_sockets_and_nothing_else(places: Path) -> None:
    sockets = places / "sockets"
    assert tried(places, lambda: _bind(sockets / "socket")) == WENT
    assert tried(places, lambda: (sockets / "new").write_text("x")) == REFUSED
    assert tried(places, lambda: (sockets / "file").write_text("x")) == REFUSED
    assert tried(places, lambda: os.mkfifo(sockets / "pipe")) == REFUSED
    for action in ((sockets / "file").read_text, (sockets / "folder").mkdir, (sockets / "socket").unlink):
        assert tried(places, action) == REFUSED


def test_a_file_leaves_scratch_neither_by_its_name_nor_by_a_second_one(places: Path) -> None:
    inside, outside = places / "scratch" / "file", places / "secret" / "moved"
    assert tried(places, lambda: inside.rename(outside)) != WENT
    assert tried(places, lambda: outside.hardlink_to(inside)) != WENT
    assert tried(places, lambda: inside.rename(places / "scratch" / "other")) == WENT


def test_nothing_can_be_executed_and_null_takes_everything(places: Path) -> None:
    assert tried(places, lambda: os.execv("/bin/true", ["true"])) == REFUSED  # noqa: S606 # the point
    assert tried(places, lambda: Path(os.devnull).write_text("x")) == WENT


def _bind(path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as made:
        made.bind(str(path))
