"""What a student's program may use of Python in the jail, and what raises PermissionError where it is used."""

from collections.abc import Iterator
from typing import Any

import pytest

from grader.assignment import Limits
from grader.host.guest import Guest
from grader.host.proxy import module_proxy
from grader.host.time_budget import TimeBudget
from grader.model import Isolation
from tests.support.needs import zygote_at

SHARES_ZYGOTES = True

HABITS = b"""
import asyncio, fcntl, multiprocessing, os, shutil, socket, subprocess, sys, tempfile, threading

def run_a_command(): subprocess.run([sys.executable, "-c", ""])
def start_a_process(): multiprocessing.get_context("fork").Process(target=print).start()
def fork(): os.fork()
def open_a_socket(): socket.socket()
def copy_with_its_mode():
    with tempfile.NamedTemporaryFile(dir=".") as file: shutil.copy(file.name, "copy")
def lock_a_file():
    with open("locked", "w") as file: fcntl.lockf(file, fcntl.LOCK_EX)

def copy_the_content():
    with open("one", "w") as file: file.write("x")
    return open(shutil.copyfile("one", "two")).read()
def run_a_thread():
    seen = []
    thread = threading.Thread(target=seen.append, args=("x",))
    thread.start()
    thread.join()
    return seen[0]
def await_something():
    async def soon():
        await asyncio.sleep(0)
        return "x"
    return asyncio.run(soon())
def await_in_a_loop_of_ones_own():
    loop = asyncio.SelectorEventLoop()
    waited = loop.create_future()
    threading.Timer(0.01, lambda: loop.call_soon_threadsafe(waited.set_result, "x")).start()
    return loop.run_until_complete(waited)

def tried(name):
    try:
        return globals()[name]()
    except OSError as error:
        return type(error).__name__
"""


@pytest.fixture(scope="module", params=[Isolation.NAMESPACED, Isolation.JAILED])
def student(request: pytest.FixtureRequest) -> Iterator[Any]:
    with zygote_at(request.param) as zygote:
        guest = Guest(zygote, Limits(), TimeBudget.of(Limits()))
        guest.load("habits", {"habits.py": HABITS}, ("habits",), {}, {})
        yield module_proxy(guest, lambda _exchange: None)
        guest.end()


@pytest.mark.drawn(1, over="student")
@pytest.mark.parametrize(
    "habit", ["run_a_command", "start_a_process", "fork", "open_a_socket", "copy_with_its_mode", "lock_a_file"]
)
def test_what_the_jail_forbids_raises_an_error_that_says_so(student: Any, habit: str) -> None:
    assert student.tried(habit) == "PermissionError"


@pytest.mark.drawn(1, over="student")
@pytest.mark.parametrize(
    "habit", ["copy_the_content", "run_a_thread", "await_something", "await_in_a_loop_of_ones_own"]
)
def test_what_needs_only_files_and_threads_works(student: Any, habit: str) -> None:
    assert student.tried(habit) == "x"
