"""A process of one thread that was forked without Python's hooks is as usable as any."""

import subprocess
import sys

PROGRAM = """
import logging, os, random, sys, threading
from grader.guest.forking import fork

random.seed(7)
expected = random.Random(7).random()
pid = fork()
if pid:
    assert os.waitpid(pid, 0) == (pid, 0)
    assert random.random() == expected
    sys.exit()

found = []
thread = threading.Thread(target=lambda: found.append(threading.current_thread() is not threading.main_thread()))
thread.start()
thread.join()
logging.getLogger().warning("it logs")
import tabnanny
assert found == [True] and threading.active_count() == 1 and threading.current_thread() is threading.main_thread()
assert random.random() == expected
assert os.getpid() != os.getppid()
os._exit(0)
"""


def test_a_child_starts_threads_imports_logs_and_goes_on_with_the_generator() -> None:
    done = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=True, timeout=60)
    assert done.stderr == "it logs\n"
