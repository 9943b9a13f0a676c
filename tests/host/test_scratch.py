"""Scratch directories: cleared whatever a student made of them, bounded, and never a way out."""

import os
import shutil
import stat
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec
import pytest

from grader.assignment import Limits
from grader.host.failures import CallFailedError
from grader.host.guest import Guest
from grader.host.proxy import module_proxy
from grader.host.scratch import Scratch
from grader.host.scratch_quota import MAX_ENTRIES, POLL_SECONDS, ScratchQuota, WatchedScratch
from grader.host.time_budget import TimeBudget
from grader.host.zygote import Zygote
from grader.model import CallStatus, Isolation
from tests.support.needs import zygote_at

SHARES_ZYGOTES = True
LIMITS = Limits(load_seconds=10.0, call_seconds=20.0, task_seconds=60.0, scratch_bytes=4 << 20)


@pytest.fixture
def outside(tmp_path: Path) -> Path:
    (tmp_path / "kept").write_text("kept")
    return tmp_path


def deep(scratch: Path, _outside: Path) -> None:
    home = Path.cwd()
    os.chdir(scratch)
    for _ in range(2100):
        os.mkdir("d")  # noqa: PTH102 # a path of so many names would be too long
        os.chdir("d")
    os.chdir(home)


def closed(scratch: Path, _outside: Path) -> None:
    inner = scratch / "a" / "b"
    inner.mkdir(parents=True)
    (inner / "file").write_text("x")
    for folder in (inner, inner.parent, scratch):
        folder.chmod(0)


def linked(scratch: Path, outside: Path) -> None:
    (scratch / "folder").symlink_to(outside)
    (scratch / "file").symlink_to(outside / "kept")
    (scratch / "loop").symlink_to(scratch)


def strange(scratch: Path, _outside: Path) -> None:
    os.mkfifo(scratch / "pipe")
    for name in (b"new\nline", b"\xff\xfe", b"-rf", "ü".encode(), b"x" * 255):
        Path(os.fsdecode(bytes(scratch) + b"/" + name)).mkdir()


def beside(scratch: Path, _outside: Path) -> None:
    (scratch.parent / "left").write_text("x")
    (scratch.parent / "folder").mkdir()


def swapped(scratch: Path, outside: Path) -> None:
    scratch.rename(scratch.parent / "moved")
    scratch.symlink_to(outside)


def taken_away(scratch: Path, _outside: Path) -> None:
    shutil.rmtree(scratch.parent)


@pytest.mark.parametrize("make", [deep, closed, linked, strange, beside, swapped, taken_away])
def test_it_is_cleared_whatever_is_in_it(outside: Path, make: Callable[[Path, Path], None]) -> None:
    scratch = Scratch()
    make(scratch.path, outside)
    scratch.clear()
    assert not scratch.path.parent.exists()
    assert (outside / "kept").read_text() == "kept"


def test_a_removed_scratch_directory_uses_nothing(outside: Path) -> None:
    scratch = Scratch()
    taken_away(scratch.path, outside)
    assert scratch.used(100) == (0, 0)
    scratch.clear()


@pytest.mark.parametrize("make, ends", [(swapped, True), (beside, False)])
def test_hiding_a_directory_from_measurement_ends_the_guest(
    outside: Path, make: Callable[[Path, Path], None], *, ends: bool
) -> None:
    scratch, bounds = Scratch(), ScratchQuota()
    make(scratch.path, outside)
    with subprocess.Popen(["sleep", "60"]) as process:
        guest = WatchedScratch(scratch, 1 << 20, process.pid, None)
        bounds.add(guest)
        process.wait(timeout=20) if ends else time.sleep(10 * POLL_SECONDS)
        assert bounds.remove(guest) is ends
        bounds.close()
        process.kill()
    scratch.clear()


def test_what_is_used_is_counted_without_following_links(outside: Path) -> None:
    scratch = Scratch()
    (scratch.path / "a").mkdir()
    (scratch.path / "a" / "file").write_bytes(bytes(100_000))
    linked(scratch.path, outside)
    used, entries = scratch.used(1000)
    assert 100_000 <= used < 200_000
    assert entries == 5
    scratch.clear()


def test_it_is_open_to_its_owner_only() -> None:
    scratch = Scratch()
    assert stat.S_IMODE(scratch.path.stat().st_mode) == 0o700
    scratch.clear()


@pytest.fixture(scope="module", params=list(Isolation))
def zygote(request: pytest.FixtureRequest) -> Iterator[Zygote]:
    with zygote_at(request.param) as running:
        yield running


FILLER = """
import ctypes, mmap, os, time
FEW = 2
def one(size):
    with open("one", "wb") as file: file.write(bytes(size))
    return size
def many(count, size):
    for number in range(count):
        with open(str(number), "wb") as file: file.write(bytes(size))
        if number % 16 == 0: time.sleep(0.001)
    time.sleep(1)
def nameless(count, size, keep):
    kept = []
    for number in range(count):
        file = open("f", "w+b")
        file.write(bytes(size))
        file.flush()
        kept.append(file if keep == "open" else mapped(file, keep))
        os.unlink("f")
    time.sleep(0 if count == FEW else 1)
    return count
def mapped(file, keep):
    if keep == "mapped":
        return mmap.mmap(file.fileno(), 4096)
    libc = ctypes.CDLL(None)
    libc.mmap.restype = ctypes.c_void_p
    address = libc.mmap(None, ctypes.c_size_t(4096), 1, 1, file.fileno(), ctypes.c_long(0))
    file.close()
    return address
def sparse(size):
    with open("sparse", "w+b") as file:
        file.truncate(size)
        view = mmap.mmap(file.fileno(), size)
        for page in range(0, size, 4096):
            view[page] = 1
        time.sleep(1)
def reserve(size):
    with open("reserved", "w+b") as file:
        for number in range(64):
            os.posix_fallocate(file.fileno(), number * size, size)
"""


@pytest.mark.drawn(1)
def test_a_directory_has_a_bound_in_bytes_and_in_files(zygote: Zygote) -> None:
    for arguments in ((64, 1 << 20), (3 * MAX_ENTRIES, 0)):
        guest = Guest(zygote, LIMITS, TimeBudget.of(LIMITS))
        guest.load("work", {"work.py": FILLER.encode()}, ("work",), {}, {})
        student = module_proxy(guest, lambda _exchange: None)
        assert student.one(1 << 20) == 1 << 20, "a file within the bound can be written"
        with pytest.raises(CallFailedError) as caught:
            student.many(*arguments)
        failure = caught.value.failure
        assert failure.call_status in (CallStatus.RAISED, CallStatus.CRASHED)
        assert "No space left" in failure.message or "it wrote more than 4 MiB" in failure.reason
        guest.end()


@pytest.fixture(scope="module", params=[Isolation.NAMESPACED, Isolation.JAILED])
def bounded(request: pytest.FixtureRequest) -> Iterator[Zygote]:
    """Where there is no bound without a jail."""
    with zygote_at(request.param) as running:
        yield running


@pytest.mark.drawn(1, kind=lambda name: name)
@pytest.mark.parametrize(
    ("name", "arguments"),
    [
        ("nameless", (16, 1 << 20, "open")),
        ("nameless", (16, 1 << 20, "mapped")),
        ("nameless", (16, 1 << 20, "mapped and closed")),
        ("sparse", (4 << 20,)),
        ("reserve", (1 << 20,)),
    ],
)
def test_what_no_list_of_a_directory_shows_counts_too(
    bounded: Zygote, name: str, arguments: tuple[object, ...]
) -> None:
    limits = msgspec.structs.replace(LIMITS, scratch_bytes=(3 << 20) if name == "sparse" else LIMITS.scratch_bytes)
    guest = Guest(bounded, limits, TimeBudget.of(limits))
    guest.load("work", {"work.py": FILLER.encode()}, ("work",), {}, {})
    student = module_proxy(guest, lambda _exchange: None)
    assert student.nameless(2, 1 << 20, "open") == 2, "temporary files within the bound can be had"
    with pytest.raises(CallFailedError) as caught:
        getattr(student, name)(*arguments)
    assert caught.value.failure.call_status in (CallStatus.RAISED, CallStatus.CRASHED)
    guest.end()


BESIDE = """
import os
def write(where):
    with open(os.path.join(where, "written"), "w") as file: file.write("x")
    return sorted(os.listdir(where))
"""


def test_a_guest_writes_only_in_its_own_directory_and_finds_it_empty(bounded: Zygote) -> None:
    guests = [Guest(bounded, LIMITS, TimeBudget.of(LIMITS)) for _ in range(2)]
    for guest in guests:
        guest.load("work", {"work.py": BESIDE.encode()}, ("work",), {}, {})
    for guest in guests:
        student = module_proxy(guest, lambda _exchange: None)
        assert student.write(".") == ["work.py", "written"], "in its own directory it writes"
        for where in ("..", "../..", "../other"):
            with pytest.raises(CallFailedError) as caught:
                student.write(where)
            assert caught.value.failure.type_names[0] in {"PermissionError", "OSError", "FileNotFoundError"}
    for guest in guests:
        guest.end()


def test_nothing_is_left_of_a_guest(zygote: Zygote, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    tmp_path.chmod(0o755)
    for parent in tmp_path.parents[:2]:
        parent.chmod(0o755)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    guest = Guest(zygote, LIMITS, TimeBudget.of(LIMITS))
    guest.load("work", {"work.py": FILLER.encode()}, ("work",), {}, {})
    pid = guest.status()["Pid"]
    module_proxy(guest, lambda _exchange: None).one(10)
    guest.end()
    assert list(tmp_path.iterdir()) == []
    assert not Path(f"/proc/{pid}").exists()
