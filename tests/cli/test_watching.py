"""`grader check --watch`, in a process of its own, while files change."""

import os
import queue
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.draw import Draw
from tests.support.handouts import RIGHT, write_handout

COMMAND = [sys.executable, "-u", "-c", "from grader.cli import main; main()", "check"]
PATIENCE = 300  # seconds until a test that waits for output gives up


class Watched:
    """A running `grader check --watch` whose output can be waited for."""

    def __init__(self, folder: Path, cache: Path) -> None:
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), "COLUMNS": "200"}
        self.process = subprocess.Popen(
            [*COMMAND, "--watch", "--output", str(cache)],
            cwd=folder,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        self._lines: queue.SimpleQueue[str] = queue.SimpleQueue()
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def until(self, words: str) -> str:
        """What was said up to a line with these words."""
        said: list[str] = []
        while not said or words not in said[-1]:
            said.append(self._lines.get(timeout=PATIENCE))
        return "".join(said)

    def close(self) -> None:
        """Ends it, if that has not happened."""
        self.process.kill()
        self.process.wait()
        self._reader.join()
        if self.process.stdout is not None:
            self.process.stdout.close()

    def _read(self) -> None:
        for line in self.process.stdout or ():
            self._lines.put(line)


@pytest.fixture
def watched(tmp_path: Path) -> Iterator[tuple[Path, Watched]]:
    folder = write_handout(tmp_path / "work")
    running = Watched(folder, folder / "results")
    yield folder, running
    running.close()


BROKEN = ("def shift(x:", "def shift(x):\n    while True: pass", "import os; os._exit(1)")


def test_watch_checks_again_when_a_file_changes_and_nothing_ends_it_but_ctrl_c(
    watched: tuple[Path, Watched], draw: Draw
) -> None:
    folder, running = watched
    steps = {
        "tiny_shift.py": [
            *((source, "0 of 6 public tests passed") for source in draw.few(BROKEN, 1, lambda _: "")),
            (RIGHT["tiny_shift"], "3 of 6 public tests passed"),
        ],
        "tiny_double.py": [(RIGHT["tiny_double"], "5 of 6 public tests passed")],
        "public_tests/test_2_tiny_shift.py": [("def test_it(:", "cannot be collected")],
    }
    assert "0 of 6 public tests passed" in running.until("Watching")
    for name, sources in steps.items():
        for source, words in sources:
            whole = folder.parent / "whole"  # to be put in place at once, lest half of it be checked
            whole.write_text(source)
            whole.replace(folder / name)
            assert words in running.until("Watching")
    running.process.send_signal(signal.SIGINT)
    assert running.process.wait(PATIENCE) == 0
