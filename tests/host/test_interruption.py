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
    """The watching thread has found that it is over, and raises when it has come to its end already."""
    program = """
import time
from grader.host import interruption

def raise_after_the_end(thread, error):
    while watch._watched is not None:
        time.sleep(0.001)
    time.sleep(0.05)
    really(thread, error)

def compute(seconds):
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        pass

really, interruption._raise_in = interruption._raise_in, raise_after_the_end
watch, found, late = interruption.Watch(), [], 0
for _ in range(3):
    try:
        with watch.at_most(0.01):
            compute(2 * interruption.POLL_SECONDS)
            while not watch._watched.interrupted:
                pass
            found.append("over")
    except interruption.OutOfTimeError:
        pass
    try:
        compute(0.2)
    except interruption.OutOfTimeError:
        late += 1
print(len(found), late)
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False, timeout=120)
    assert (done.stdout, done.stderr) == ("3 0\n", "")
