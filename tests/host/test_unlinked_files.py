"""What a process holds in files without a name is seen as long as any of it lives, and honest work is not blamed."""

import ctypes
import mmap
import os
import platform
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Thread

import pytest

from grader.host import unlinked_files
from grader.host.unlinked_files import MORE_THAN_ANY_LIMIT, unlinked_bytes

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells")
SIZE = 1 << 20
PLAIN_USER = 60_000
DUMPABLE = 4
EXIT_OF_A_THREAD = {"x86_64": 60, "aarch64": 93}
PATIENCE_SECONDS = 20.0
libc = ctypes.CDLL(None)


def lives(file: int) -> None:
    os.write(file, bytes(SIZE))
    time.sleep(2 * PATIENCE_SECONDS)


def goes_on_without_its_first_thread(file: int) -> None:
    Thread(target=lives, args=(file,)).start()
    libc.syscall(ctypes.c_long(EXIT_OF_A_THREAD[platform.machine()]), 0)


def has_ended(file: int) -> None:
    os.write(file, bytes(SIZE))


def started(action: Callable[[int], None], file: int) -> int:
    libc.prctl(DUMPABLE, 1, 0, 0, 0)  # which a change of user has taken away
    child = os.fork()
    if child == 0:
        action(file)
        os._exit(0)
    return child


def seen_by_a_plain_user(action: Callable[[int], None], enough: int) -> int:
    """Exit code of a process that waits until it sees so much held: 0, or 1 if it may not look."""
    watcher = os.fork()
    if watcher:
        return os.waitstatus_to_exitcode(os.waitpid(watcher, 0)[1])
    code, child = 2, 0
    try:
        with tempfile.TemporaryFile() as file:
            if os.geteuid() == 0:
                os.setgroups([])
                os.setresgid(PLAIN_USER, PLAIN_USER, PLAIN_USER)
                os.setresuid(PLAIN_USER, PLAIN_USER, PLAIN_USER)
            child = started(action, file.fileno())
            if action is has_ended:
                os.waitid(os.P_PID, child, os.WEXITED | os.WNOWAIT)
            deadline = time.monotonic() + PATIENCE_SECONDS
            while code == 2 and time.monotonic() < deadline:  # not seen yet
                code = 0 if unlinked_bytes(str(child), Path("/nowhere")) in range(enough, enough + SIZE) else 2
    except PermissionError:
        code = 1
    finally:
        if child:
            os.kill(child, signal.SIGKILL)
        os._exit(code)


@pytest.mark.parametrize("action, enough", [(lives, SIZE), (goes_on_without_its_first_thread, SIZE), (has_ended, 0)])
def test_what_lives_is_measured_and_what_has_just_ended_holds_nothing(
    action: Callable[[int], None], enough: int
) -> None:
    """Of a process that has ended and is not reaped yet, the list of open files is closed to all but root."""
    assert seen_by_a_plain_user(action, enough) == 0


def test_unlinking_or_closing_a_mapping_between_two_checks_hides_nothing(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    opened, own, file = unlinked_files._opened, str(os.getpid()), tmp_path / "mapped"
    file.write_bytes(bytes(mmap.PAGESIZE))
    with file.open("r+b") as once:
        view = mmap.mmap(once.fileno(), mmap.PAGESIZE)

    def and_unlinks(place: str) -> Iterator[tuple[int, int]]:
        yield from opened(place)
        file.unlink()

    def and_was_closed(place: str) -> Iterator[tuple[int, int]]:
        view.close()
        yield from opened(place)

    for meanwhile in (and_unlinks, and_was_closed):
        monkeypatch.setattr(unlinked_files, "_opened", meanwhile)
        assert unlinked_bytes(own, tmp_path) < MORE_THAN_ANY_LIMIT


def test_a_mapping_without_its_file_exceeds_any_limit(tmp_path: Path) -> None:
    file = tmp_path / "mapped"
    file.write_bytes(bytes(mmap.PAGESIZE))
    libc.mmap.restype = ctypes.c_void_p
    with file.open("r+b") as once:
        address = libc.mmap(None, ctypes.c_size_t(mmap.PAGESIZE), 1, 1, once.fileno(), ctypes.c_long(0))
    assert unlinked_bytes(str(os.getpid()), tmp_path) < MORE_THAN_ANY_LIMIT
    file.unlink()
    assert unlinked_bytes(str(os.getpid()), tmp_path) == MORE_THAN_ANY_LIMIT
    libc.munmap(ctypes.c_void_p(address), ctypes.c_size_t(mmap.PAGESIZE))
