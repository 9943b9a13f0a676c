"""Worker processes: what ends a run early ends what was still to be done, and a worker outlives the keyboard."""

import os
import signal
import time
from pathlib import Path

import pytest

from grader.exam.running.pool import worker_pool

TASKS = 40


def mark(folder: Path, number: int) -> int:
    (folder / str(number)).touch()
    time.sleep(0.05)
    return os.getpid()


def test_whoever_stops_has_no_more_begun_than_was_in_hand(tmp_path: Path) -> None:
    with pytest.raises(KeyboardInterrupt), worker_pool(1) as executor:  # noqa: PT012 # it is raised within
        first, *_ = [executor.submit(mark, tmp_path, number) for number in range(TASKS)]
        first.result()
        raise KeyboardInterrupt
    assert len(list(tmp_path.iterdir())) < TASKS // 2


def test_all_is_done_where_nobody_stops_and_the_keyboard_ends_no_worker(tmp_path: Path) -> None:
    with worker_pool(1) as executor:
        os.kill(executor.submit(mark, tmp_path, 0).result(), signal.SIGINT)
        assert len({executor.submit(mark, tmp_path, number).result() for number in range(1, 4)}) == 1
    assert len(list(tmp_path.iterdir())) == 4
