"""What a process holds is moved into huge pages where the kernel can, and is what it was."""

import subprocess
import sys

import pytest

from grader.guest.huge_pages import SIZE

PAGES = 32
OTHERS = 4
"""How many huge pages what else the interpreter holds may fill more or fewer: it lies elsewhere each time."""
PROGRAM = f"""
import mmap, sys
from grader.guest.huge_pages import move, movable

memory = mmap.mmap(-1, {PAGES} * {SIZE}, mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS)
pages = range({PAGES}) if "filled" in sys.argv else ()
for page in pages:
    memory.write(bytes([page]) * {SIZE})
moved = move(movable())
assert all(memory[page * {SIZE}] == memory[(page + 1) * {SIZE} - 1] == page for page in pages)
print(moved)
"""


def moved(*arguments: str) -> int:
    """How many huge pages a new process gets, by what it does with 64 MB."""
    done = subprocess.run([sys.executable, "-c", PROGRAM, *arguments], capture_output=True, text=True, check=True)
    return int(done.stdout)


def test_memory_that_is_filled_is_moved_and_what_nobody_has_written_to_is_not() -> None:
    if not (filled := moved("filled")):
        pytest.skip("this kernel moves no memory into huge pages")
    assert abs(filled - moved() - PAGES) <= OTHERS
