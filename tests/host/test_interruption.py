"""What is interrupted is ended once, and leaves nothing behind in its thread."""

import subprocess
import sys

PROGRAM = """
import sys
from grader.host.interruption import OutOfTimeError, Watch

def swallow():
    try:
        while True:
            pass
    except BaseException:
        return "swallowed"

def endless():
    while True:
        pass

def traced():
    return sum(range(10))

watch, ends = Watch(), []
for function in (endless, swallow, traced):
    try:
        with watch.at_most(0.05):
            ends.append(function())
    except OutOfTimeError:
        ends.append("ended")
sys.settrace(lambda frame, event, argument: None)
print(ends, traced())
"""


def test_whoever_traces_after_an_interruption_gets_on() -> None:
    """As a debugger does, or a measure of coverage. A process of its own, since it might not."""
    done = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=False, timeout=120)
    assert (done.stdout, done.stderr) == ("['ended', 'swallowed', 45] 45\n", "")


def test_what_is_over_just_then_is_not_interrupted_afterwards() -> None:
    program = """
import time
from grader.host import interruption
from grader.host.interruption import OutOfTimeError, Watch
interruption.POLL_SECONDS = 0.02
watch, late = Watch(), 0
for turn in range(20):
    try:
        with watch.at_most(0.018):
            until = time.thread_time() + 0.0181 + turn / 10_000
            while time.thread_time() < until:
                pass
    except OutOfTimeError:
        pass
    try:
        for _ in range(20_000):
            pass
    except OutOfTimeError:
        late += 1
print(late)
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False, timeout=120)
    assert (done.stdout, done.stderr) == ("0\n", "")
