"""Worker processes: what ends a run early ends what was still to be done, and a worker outlives the keyboard."""

import atexit
import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from grader.errors import HarnessError, UsageError
from grader.exam.running.pool import run_in_new_process, worker_pool
from grader.exam.running.worker import WorkerEndedError

TASKS = 40
SOON = 0.3
PR_GET_DUMPABLE = 3


def mark(folder: Path, number: int) -> int:
    (folder / str(number)).touch()
    time.sleep(0.05)
    return os.getpid()


def begun() -> tuple[int, int, bool]:
    """Takes a moment, so that each of several workers does it once."""
    time.sleep(SOON)
    return os.getpid(), os.getppid(), "grader.exam.running.session" in sys.modules


def surroundings() -> tuple[str, bool, str | None, list[str]]:
    return str(Path.cwd()), sys.flags.safe_path, getattr(sys.modules["__main__"], "__file__", None), sys.path


def traceable() -> bool:
    """A worker has this from what it was forked from."""
    return bool(ctypes.CDLL(None).prctl(PR_GET_DUMPABLE, 0, 0, 0, 0) == 1)


def refuse() -> bytes:
    raise UsageError("it is refused")


def fail() -> None:
    raise LookupError("nobody expected it")


def end(number: int) -> bytes:
    os.kill(os.getpid(), number)
    return b""


@cache
def promise(kept: Path) -> Iterator[None]:
    """Begins something that is never ended, and is kept as long as this process lives."""
    atexit.register(kept.touch)

    def opened() -> Iterator[None]:
        try:
            yield
        finally:
            raise LookupError("it is ended after all")

    begun = opened()
    next(begun)
    return begun


def keep(kept: Path) -> None:
    promise(kept)


def say(text: bytes) -> bytes:
    return text


def test_whoever_stops_has_no_more_begun_than_was_in_hand(tmp_path: Path) -> None:
    with pytest.raises(KeyboardInterrupt), worker_pool(1) as executor:  # noqa: PT012 # it is raised within
        first, *_ = [executor.submit(mark, tmp_path, number) for number in range(TASKS)]
        first.result()
        raise KeyboardInterrupt
    assert len(list(tmp_path.iterdir())) < TASKS // 2


def test_whoever_stops_does_not_wait_for_a_worker_that_waits(tmp_path: Path) -> None:
    with pytest.raises(KeyboardInterrupt), worker_pool(1) as executor:  # noqa: PT012 # it is raised within
        worker = executor.submit(mark, tmp_path, 0).result()
        executor.submit(time.sleep, 3600)
        raise KeyboardInterrupt
    with pytest.raises(ProcessLookupError):
        os.kill(worker, 0)


def test_all_is_done_where_nobody_stops_and_the_keyboard_ends_no_worker(tmp_path: Path) -> None:
    with worker_pool(1) as executor:
        os.kill(executor.submit(mark, tmp_path, 0).result(), signal.SIGINT)
        assert len({executor.submit(mark, tmp_path, number).result() for number in range(1, 4)}) == 1
    assert len(list(tmp_path.iterdir())) == 4


def test_workers_are_forked_from_one_process_that_has_imported_what_they_need() -> None:
    with worker_pool(2) as executor:
        found = [each.result() for each in [executor.submit(begun) for _ in range(2)]]
    workers, parents, imported = (set(each) for each in zip(*found, strict=True))
    assert (len(workers), len(parents), imported) == (2, 1, {True})
    assert os.getpid() not in workers | parents
    with worker_pool(1, preload=()) as executor:
        assert executor.submit(begun).result()[2] is False, "the control: it is not there by itself"


def test_a_worker_begins_where_nobody_can_plant_anything_and_without_the_script_that_wants_it(tmp_path: Path) -> None:
    """The script has no main guard, and the folder with it is the current one."""
    script = tmp_path / "script.py"
    script.write_text(
        "import sys; from grader.exam.running.pool import worker_pool; from tests.exam.running import test_pool\n"
        "with worker_pool(1, ()) as pool: print(pool.submit(test_pool.surroundings).result())\n"
        "print(sys.path)\n"
    )
    path = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[3])}
    done = subprocess.run(
        [sys.executable, script], cwd=tmp_path, env=path, capture_output=True, text=True, check=True
    ).stdout.splitlines()
    assert len(done) == 2, "it runs once"
    assert str(tmp_path) in done[1], "the control: the program searches there"
    assert str(tmp_path) not in done[0]
    assert done[0].startswith("('/', True, None, ")


def test_nobody_of_the_same_user_can_change_what_workers_are_forked_from_nor_who_wants_them() -> None:
    """Before any of them opens a zygote. The control is a process that wants none."""
    ask = (
        "from grader.exam.running import pool; from tests.exam.running.test_pool import traceable\n"
        "print(traceable())\n"
        "with pool.worker_pool(1, ()) as executor: print(executor.submit(traceable).result())\n"
        "print(traceable())\n"
    )
    path = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[3])}
    done = subprocess.run([sys.executable, "-c", ask], env=path, capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["True", "False", "False"]


def test_what_is_raised_in_a_worker_is_raised_here_and_the_worker_goes_on() -> None:
    with worker_pool(1, ()) as executor:
        with pytest.raises(UsageError, match="it is refused"):
            executor.submit(refuse).result()
        with pytest.raises(LookupError) as raised:
            executor.submit(fail).result()
        assert "in fail" in raised.value.__notes__[0]
        with pytest.raises(HarnessError, match="could not be sent"):
            executor.submit(open, os.devnull).result()
        assert executor.submit(say, b"here").result() == b"here"


def test_a_worker_that_ends_costs_what_it_had_in_hand_and_nothing_else() -> None:
    with worker_pool(2, ()) as executor:
        asked = [executor.submit(end, signal.SIGKILL), *(executor.submit(say, bytes([each])) for each in range(9))]
        with pytest.raises(WorkerEndedError) as ended:
            asked[0].result()
        assert ended.value.exit_code == -signal.SIGKILL
        assert [each.result() for each in asked[1:]] == [bytes([each]) for each in range(9)]
        assert isinstance(executor.submit(end, signal.SIGXCPU).exception(), WorkerEndedError)


def test_nobody_waits_for_a_worker_where_what_they_are_forked_from_is_gone() -> None:
    with worker_pool(1, ()) as executor:
        os.kill(executor.submit(os.getppid).result(), signal.SIGKILL)
        for _ in range(3):
            with pytest.raises(WorkerEndedError):
                executor.submit(end, signal.SIGKILL).result()


def test_a_worker_does_at_its_end_what_it_was_asked_to_and_takes_nothing_down(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    """As an exam that was opened: with all its modules gone it would say that it cannot be closed."""
    with worker_pool(1, ()) as executor:
        executor.submit(keep, tmp_path / "kept").result()
    assert (tmp_path / "kept").exists()
    assert capfd.readouterr() == ("", "")


def test_a_new_process_tells_what_it_found_or_how_it_ended() -> None:
    assert run_in_new_process(say, b"here") == b"here"
    assert run_in_new_process(end, signal.SIGXCPU) == -signal.SIGXCPU
    with pytest.raises(UsageError, match="it is refused"):
        run_in_new_process(refuse)
