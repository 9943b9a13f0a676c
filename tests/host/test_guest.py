"""What crosses the boundary and how calls end, with a real zygote and real guests."""

import math
import os
import signal
import socket
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from msgspec.structs import replace

from grader.assignment import Limits
from grader.errors import HarnessError
from grader.exam import generator
from grader.host.exchange import Exchange
from grader.host.failures import CallFailedError
from grader.host.guest import Guest
from grader.host.levels import open_at, strongest_level
from grader.host.proxy import Proxy, module_proxy
from grader.host.time_budget import TimeBudget
from grader.host.zygote import SpawnedProcess, Zygote
from grader.model import CallStatus, Isolation
from grader.wire.frames import Channel
from tests.support.needs import zygote_at

SHARES_ZYGOTES = True
LIMITS = Limits(load_seconds=5.0, call_seconds=2.0, task_seconds=20.0, idle_seconds=9.0, memory_bytes=256 << 20)
HURRIED = replace(LIMITS, call_seconds=0.5, idle_seconds=1.5)  # for calls that end at once, or never
pytestmark = pytest.mark.drawn(1, over="zygote")  # each case at one of the levels

OpenGuest = Callable[..., Guest]
OpenStudent = Callable[..., Any]


@pytest.fixture(scope="module", params=list(Isolation))
def zygote(request: pytest.FixtureRequest) -> Iterator[Zygote]:
    with zygote_at(request.param) as running:
        yield running


@pytest.fixture
def limits() -> Limits:
    return LIMITS


@pytest.fixture
def open_guest(zygote: Zygote, limits: Limits) -> Iterator[OpenGuest]:
    guests: list[Guest] = []

    def open_loaded(source: str, **files: bytes) -> Guest:
        guest = Guest(zygote, limits, TimeBudget.of(limits))
        guests.append(guest)
        guest.load("work", {"work.py": source.encode(), **files}, ("work", "other"), {}, {})
        return guest

    yield open_loaded
    for guest in guests:
        guest.end()


@pytest.fixture
def open_student(open_guest: OpenGuest) -> OpenStudent:
    def open_module(source: str, log: list[Exchange] | None = None, **files: bytes) -> Any:
        return module_proxy(open_guest(source, **files), ([] if log is None else log).append)

    return open_module


def ending_of(call: Callable[[], object]) -> CallStatus:
    with pytest.raises(CallFailedError) as caught:
        call()
    return caught.value.failure.call_status


@pytest.mark.parametrize(
    "value",
    [None, True, 3, 1 << 70, 0.1, float("inf"), "ü", [1, 2.5], (1, (2,)), {"a": [1], 3: None}, 1 + 2j, np.float64(0.1),
     np.arange(24.0).reshape(6, 4), np.arange(3)[::-1], np.array(1.5), np.array([], dtype=np.float32)],
    ids=repr,
)  # fmt: skip
def test_a_value_survives_the_trip_with_its_kind(open_student: OpenStudent, value: object) -> None:
    back: object = open_student("def same(x): return x").same(value)
    assert type(back) is type(value)
    if isinstance(value, np.ndarray):
        assert isinstance(back, np.ndarray)
        assert (back.dtype, back.tobytes()) == (value.dtype, value.tobytes())
    else:
        assert back == value


def test_nan_bits_survive_the_trip(open_student: OpenStudent) -> None:
    odd = np.array([0x7FF8000000000123, 0xFFF0000000000000], dtype=np.uint64).view(np.float64)
    assert open_student("def same(x): return x").same(odd).tobytes() == odd.tobytes()


def test_objects_stay_in_the_guest_and_answer_through_their_proxy(open_student: OpenStudent) -> None:
    source = "class Box:\n    def __init__(self, x): self.x = x\n    def twice(self): return 2 * self.x\n"
    box = open_student(source).Box(3)
    box.x = 5
    assert isinstance(box, Proxy)
    assert box.twice() == 10


@pytest.mark.parametrize("limits", [HURRIED], ids=["hurried"])
@pytest.mark.parametrize(
    ("body", "call_status"),
    [
        ("return 1 / 0", CallStatus.RAISED),
        ("raise SystemExit(0)", CallStatus.RAISED),
        ("while True: pass", CallStatus.TIMED_OUT),
        ("import time; time.sleep(60)", CallStatus.TIMED_OUT),
        ("import os; os._exit(0)", CallStatus.CRASHED),
        ("import ctypes; ctypes.string_at(0)", CallStatus.CRASHED),
        ("return bytearray(1 << 40)", CallStatus.OUT_OF_MEMORY),
        ("import os; os.write(3, b'\\0\\0\\0\\1x'); return 1", CallStatus.PROTOCOL),
        ("import os; os.write(3, b'\\xff\\xff\\xff\\xff'); return 1", CallStatus.PROTOCOL),
    ],
)
def test_a_call_ends_as_it_ended(open_student: OpenStudent, body: str, call_status: CallStatus) -> None:
    student = open_student(f"def f():\n    {body}\ndef honest(): return 1")
    assert student.honest() == 1
    assert ending_of(student.f) is call_status


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="only Linux tells that a process is exiting")
@pytest.mark.parametrize("number, says", [(signal.SIGTERM, "a signal ended the Python process"), (0, "ended before")])
def test_what_a_guest_is_dying_of_is_told_although_it_is_killed_before_it_is_dead(
    open_guest: OpenGuest, number: int, says: str
) -> None:
    guest = open_guest("much = b'x' * (150 << 20)")  # taking this apart takes an exiting process a while
    process = guest._process._number() or guest._process._spawning.pid
    if number:
        os.kill(process, number)
        while not is_exiting(process):
            pass
    assert says in guest.end(0.0)[1]


def is_exiting(process: int) -> bool:
    """Whether a process is on its way out: the kernel's flag PF_EXITING."""
    flags = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[6]
    return bool(int(flags) & 0x4)


def test_a_name_that_is_not_there_is_missing(open_student: OpenStudent) -> None:
    assert ending_of(lambda: open_student("x = 1").nothing) is CallStatus.MISSING


BUFFER = """
import numpy as np
buffer = np.zeros(2)
def into_buffer(x):
    buffer[:] = x
    return buffer, [buffer, buffer.copy()]
def total(array): return float(array.sum())
def one(x): return x
"""


def test_what_a_call_returned_can_be_looked_at_again_and_passed_on(open_student: OpenStudent) -> None:
    student = open_student(BUFFER)
    first, pair = Proxy.call_by_reference(student.into_buffer, np.ones(2))
    assert np.array_equal(Proxy.fetch_value(first), [1.0, 1.0])
    student.into_buffer(np.full(2, 5.0))
    assert np.array_equal(Proxy.fetch_value(first), [5.0, 5.0])
    assert np.array_equal(Proxy.fetch_value(pair)[1], [1.0, 1.0])
    assert student.total(first) == 10.0
    first.fill(3.0)
    assert student.total(first) == 6.0
    kept = Proxy.store_value(student, np.zeros(2))
    kept.put([0, 1], [2.0, 4.0])
    assert student.total(kept) == 6.0
    (only,) = Proxy.call_by_reference(student.one, "word")
    assert Proxy.fetch_value(only) == "word"


FORGED_HANDLES = """
from grader.guest import answers
from grader.wire.messages import Returned
answers.Answers.held = lambda self, id_, result: Returned(id=id_, value=1.0)
def f(): return 1.0
"""


def test_a_guest_that_keeps_nothing_when_asked_to_ends_with_a_protocol_error(open_student: OpenStudent) -> None:
    assert ending_of(lambda: Proxy.call_by_reference(open_student(FORGED_HANDLES).f)) is CallStatus.PROTOCOL
    assert ending_of(lambda: Proxy.call_by_reference(open_student("def f(): raise ValueError").f)) is CallStatus.RAISED


@pytest.mark.parametrize(
    "line", ["sys.stdout = io.StringIO()", "sys.stdout.close()", "del sys.stdout", "sys.stdout = sys.stderr = None"]
)
def test_stdout_may_be_replaced_closed_or_lost(open_student: OpenStudent, line: str) -> None:
    student = open_student(f"import io, sys\ndef f():\n    {line}\n    return 1\ndef g(): print('again'); return 2")
    assert student.f() == 1
    assert Proxy.observe(student.g).printed == "again\n"


def test_an_exception_may_say_more_than_anybody_wants_to_read(open_student: OpenStudent) -> None:
    student = open_student("def f(): raise ValueError('x' * 100_000_000)")
    with pytest.raises(CallFailedError) as caught:
        student.f()
    assert caught.value.failure.message == "x" * 4000


def test_printing_too_much_is_not_a_failure(open_student: OpenStudent) -> None:
    source = "def loud():\n    for _ in range(3000): print('x' * 1000)\n    return 7"
    seen = Proxy.observe(open_student(source).loud)
    assert seen.returned == 7
    assert LIMITS.output_bytes / 2 < len(seen.printed) <= LIMITS.output_bytes


def test_a_module_of_the_students_shadows_nothing_installed(open_student: OpenStudent) -> None:
    student = open_student("import random, helper\ndef f(): return random.random() + helper.ONE", **{
        "random.py": b"raise RuntimeError", "helper.py": b"ONE = 1"
    })  # fmt: skip
    assert 1 <= student.f() < 2


def test_a_broken_neighbour_costs_only_who_uses_it(open_student: OpenStudent) -> None:
    source = "from other import Thing\nclass Mine(Thing): pass\ndef ok(): return 1\ndef use(): return Thing()"
    student = open_student(source, **{"other.py": b"def ("})
    assert student.ok() == 1
    with pytest.raises(CallFailedError, match="could not be loaded") as caught:
        student.use()
    assert "other.py could not be loaded" in caught.value.failure.message


DAEMON = """
import os, time
def daemon():
    if os.fork() == 0:
        os.setsid()
        open("written", "w").write(str(os.getpid()))
        os.rename("written", "beacon")
        time.sleep(600)
    while not os.path.exists("beacon"): pass
    pid = int(open("beacon").read())
    os._exit(0) if leave else None
    return pid
leave = False
"""


def test_nothing_of_a_dead_guest_is_left_running(zygote: Zygote) -> None:
    guest = Guest(zygote, LIMITS, TimeBudget.of(LIMITS))
    guest.load("work", {"work.py": DAEMON.encode()}, ("work",), {}, {})
    student = module_proxy(guest, lambda _exchange: None)
    if zygote.level is not Isolation.PROCESS:
        assert ending_of(student.daemon) is CallStatus.RAISED, "in the jail no process can be started to begin with"
        guest.end()
        return
    pid = student.daemon()
    assert Path(f"/proc/{pid}").exists(), "the daemon runs at first"
    guest.end()
    assert not Path(f"/proc/{pid}").exists()


def test_a_guest_that_dies_while_its_child_holds_the_socket_is_noticed_at_once(zygote: Zygote) -> None:
    guest = Guest(zygote, LIMITS, TimeBudget.of(LIMITS))
    guest.load("work", {"work.py": DAEMON.encode()}, ("work",), {}, {})
    student = module_proxy(guest, lambda _exchange: None)
    student.leave = True
    assert ending_of(student.daemon) is (CallStatus.CRASHED if zygote.level is Isolation.PROCESS else CallStatus.RAISED)
    guest.end()


def test_figures_are_summarised(open_student: OpenStudent) -> None:
    source = (
        "import matplotlib.pyplot as plt\ndef draw():\n    figure, axes = plt.subplots(1, 2)\n"
        "    axes[0].plot([1, 2], [3, 4], 'ro-', label='a'); axes[0].set_yscale('log'); axes[0].legend()\n"
        "    axes[1].bar([1], [5], color='green'); axes[1].set_title('T')\n"
    )
    (figure,) = Proxy.observe(open_student(source).draw).figures
    left, right = figure.axes
    assert (left.lines[0].label, left.lines[0].y, left.y_scale, left.legend) == ("a", (3.0, 4.0), "log", ("a",))
    assert (right.bars[0].height, right.title, right.column) == (5.0, "T", 1)


TABLES = """
import matplotlib.pyplot as plt, numpy as np
def draw():
    table = np.array([[1.0, 2.0, 3.0], [4.0, np.nan, 6.0]])
    figure, axes = plt.subplots(2, 3)
    axes[0, 0].imshow(table, vmin=-9, vmax=9)
    axes[0, 0].set_yticks([0, 1], ["up", "down"])
    axes[0, 1].imshow(table, origin="lower")
    axes[0, 2].pcolormesh(table)
    axes[1, 0].imshow(table[::-1], extent=(0, 3, 0, 2))
    axes[1, 1].pcolormesh([3, 2, 1, 0], [0, 1, 2], table[:, ::-1])
    axes[1, 2].imshow(np.zeros((2, 2, 3)))
    axes[1, 2].imshow(np.zeros((400, 400)))
"""


def test_a_table_drawn_in_colours_is_summarised_by_its_values_whichever_way_up(open_student: OpenStudent) -> None:
    (figure,) = Proxy.observe(open_student(TABLES).draw).figures
    *tables, pictures = figure.axes
    for axes in tables:
        ((first, second),) = [image.table for image in axes.images]
        assert (first, second[0], math.isnan(second[1]), second[2]) == ((1.0, 2.0, 3.0), 4.0, True, 6.0)
    assert [(image.low, image.high) for axes in tables[:2] for image in axes.images] == [(-9.0, 9.0), (1.0, 6.0)]
    assert (tables[0].y_ticks, tables[1].y_ticks) == (("up", "down"), ())
    assert pictures.images == (), "neither a picture in colours of its own nor one of more cells than a table has"


OTHERS = """
import matplotlib.pyplot as plt, numpy as np
def draw():
    figure, (pie, measured, hills, boxes) = plt.subplots(1, 4)
    pie.pie([1, 3], labels=["one", "three"])
    measured.errorbar([1.0, 2.0], [3.0, 4.0], yerr=[0.5, 1.0], label="measured")
    hills.contour(np.arange(9.0).reshape(3, 3), levels=[1.0, 2.5])
    boxes.boxplot([[1.0, 2.0, 3.0, 4.0]])
    boxes.text(1.0, 2.0, "the median")
"""


def test_slices_error_bars_levels_boxes_and_texts_are_summarised(open_student: OpenStudent) -> None:
    (figure,) = Proxy.observe(open_student(OTHERS).draw).figures
    pie, measured, hills, boxes = figure.axes
    assert [(wedge.label, wedge.share) for wedge in pie.wedges] == [("one", 0.25), ("three", 0.75)]
    assert pie.texts == ("one", "three")
    bars = [(bar.label, bar.x_min, bar.y_min, bar.y_max) for bar in measured.error_bars]
    assert bars == [("measured", 1.0, 2.5, 3.5), ("measured", 2.0, 3.0, 5.0)]
    assert (measured.lines[0].label, measured.lines[0].y) == ("measured", (3.0, 4.0))
    assert (hills.levels, measured.levels) == ((1.0, 2.5), ())
    assert (boxes.texts, [line.y for line in boxes.lines if set(line.y) == {2.5}]) == (("the median",), [(2.5, 2.5)])


UNLABELLED = """
import matplotlib.pyplot as plt
def draw():
    figure, axes = plt.subplots()
    lines = [axes.plot([1, 2], [y, y], colour + "o-")[0] for y, colour in ((1, "r"), (2, "g"), (3, "b"))]
    axes.legend(handles=lines[::-1], labels=["three", "two", "one"])
    alike = plt.figure().subplots()
    alike.plot([1], [1], "k-"); alike.plot([2], [2], "k-"); alike.legend(["a", "b"])
"""


def test_a_legend_names_what_looks_like_its_entry_whenever_it_was_drawn(open_student: OpenStudent) -> None:
    named, alike = Proxy.observe(open_student(UNLABELLED).draw).figures
    assert [(line.label, line.y[0]) for line in named.axes[0].lines] == [("one", 1.0), ("two", 2.0), ("three", 3.0)]
    assert [line.label for line in alike.axes[0].lines] == ["", ""]


def test_a_generator_is_made_in_the_guest_from_its_seed(open_student: OpenStudent) -> None:
    student = open_student("def draw(rng): return rng.normal(size=3)")
    assert student.draw(generator(5)).tolist() == np.random.default_rng(5).normal(size=3).tolist()
    assert student.draw(generator(6)).tolist() != student.draw(generator(5)).tolist()


def test_the_steps_of_stairs_are_bars(open_student: OpenStudent) -> None:
    source = (
        "import matplotlib.pyplot as plt\ndef draw():\n    figure, axes = plt.subplots()\n"
        "    axes.stairs([5, 7], [0, 1, 3], baseline=2, label='a'); axes.stairs([4], baseline=None, fill=True)\n"
    )
    (figure,) = Proxy.observe(open_student(source).draw).figures
    shown = [(bar.label, bar.x, bar.y, bar.width, bar.height) for bar in figure.axes[0].bars]
    assert shown == [("a", 0.0, 2.0, 1.0, 3.0), ("a", 1.0, 2.0, 2.0, 5.0), ("", 0.0, 0.0, 1.0, 4.0)]


def drawn(guest: Guest) -> tuple[Any, int]:
    """The student's module, and the figure that its `draw` has made."""
    log: list[Exchange] = []
    student = module_proxy(guest, log.append)
    assert student.draw().axes
    (handle,) = log[0].figures
    return student, handle


def test_a_figure_is_drawn_only_on_request(open_guest: OpenGuest) -> None:
    source = (
        "import matplotlib.pyplot as plt\nfrom matplotlib.lines import Line2D\ndrawn = []\n"
        "class Loud(Line2D):\n    def draw(self, renderer):\n        drawn.append(1)\n        super().draw(renderer)\n"
        "def draw():\n    figure = plt.figure()\n    figure.add_subplot().add_line(Loud([0], [0]))\n    return figure\n"
        "def times(): return len(drawn)\n"
    )
    guest = open_guest(source)
    student, handle = drawn(guest)
    assert student.times() == 0
    assert guest.draw(handle).startswith(b"\x89PNG")
    assert student.times() == 1
    guest.release(handle)
    with pytest.raises(CallFailedError):
        guest.draw(handle)
    assert student.times() == 1


def test_a_tight_layout_is_computed_only_when_the_figure_is_drawn(open_guest: OpenGuest) -> None:
    source = (
        "import matplotlib.pyplot as plt\nmade = []\n"
        "def draw():\n    figure, _ = plt.subplots()\n    figure.tight_layout(pad=9)\n    made.append(figure)\n"
        "    return figure\n"
        "def left(): return float(made[0].axes[0].get_position().x0)\n"
    )
    guest = open_guest(source)
    student, handle = drawn(guest)
    loose = student.left()
    assert guest.draw(handle)
    assert student.left() > loose + 0.05


def test_a_figure_that_cannot_be_drawn_has_no_picture_and_harms_nobody(open_guest: OpenGuest) -> None:
    source = (
        "import matplotlib.pyplot as plt\nfrom matplotlib.lines import Line2D\n"
        "class Broken(Line2D):\n    def draw(self, renderer): raise ValueError('no')\n"
        "def draw():\n    figure, axes = plt.subplots()\n    axes.add_line(Broken([0], [0]))\n    return figure\n"
    )
    guest = open_guest(source)
    student, handle = drawn(guest)
    assert guest.draw(handle) == b""
    assert student.draw().axes


def test_exceeding_the_processor_time_is_distinguished_from_a_crash(zygote: Zygote) -> None:
    limits = Limits(load_seconds=0.4, call_seconds=30.0, task_seconds=0.4)
    guest = Guest(zygote, limits, TimeBudget(30.0))
    guest.load("work", {"work.py": b"def spin():\n    while True: pass\n"}, ("work",), {}, {})
    with pytest.raises(CallFailedError) as caught:
        module_proxy(guest, lambda _exchange: None).spin()
    assert (caught.value.failure.call_status, caught.value.failure.reason) == (
        CallStatus.TIMED_OUT,
        "it used up its processor time",
    )


def test_a_guest_ends_although_its_zygote_is_gone(zygote: Zygote) -> None:
    guest = Guest(zygote, LIMITS, TimeBudget.of(LIMITS))
    guest.load("work", {"work.py": b"def rest():\n    import time; time.sleep(600)\n"}, ("work",), {}, {})
    pid = guest.status()["Pid"]
    zygote._process.kill()
    zygote._process.wait()  # until then it may still start a guest, which would end with it
    guest.end()
    deadline = time.monotonic() + 5
    while Path(f"/proc/{pid}").exists() and time.monotonic() < deadline:
        time.sleep(0.01)
    assert not Path(f"/proc/{pid}").exists()
    again = Guest(zygote, LIMITS, TimeBudget.of(LIMITS))
    again.load("work", {"work.py": b"answer = 42"}, ("work",), {}, {})
    assert module_proxy(again, lambda _exchange: None).answer == 42, "a new zygote serves the next"
    again.end()


def test_a_guest_that_dies_on_the_way_into_its_jail_is_started_once_more(
    zygote: Zygote, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As one does whose zygote is killed just after it was forked."""
    spawn, dying = zygote.spawn, [1]

    def spawn_first_without_peer(*arguments: Any, **keywords: Any) -> SpawnedProcess:
        spawned = spawn(*arguments, **keywords)
        if not dying:
            return spawned
        dying.pop()
        spawned.channel.close()
        ours, theirs = socket.socketpair()
        theirs.close()
        return SpawnedProcess(spawned.pid, Channel(ours), spawned.watch)

    monkeypatch.setattr(zygote, "spawn", spawn_first_without_peer)
    guest = Guest(zygote, LIMITS, TimeBudget.of(LIMITS))
    guest.load("work", {"work.py": b"answer = 42"}, ("work",), {}, {})
    assert module_proxy(guest, lambda _exchange: None).answer == 42
    guest.end()
    dying += [1, 1]
    with pytest.raises(HarnessError, match="did not get into its jail"):
        Guest(zygote, LIMITS, TimeBudget.of(LIMITS))


BOMB = """
import os, time
def bomb():
    for _ in range(6):
        os.fork()
    while True:
        try:
            if os.fork() == 0: os.setsid()
        except OSError: pass
        time.sleep(0.01)
"""


def test_a_fork_bomb_leaves_no_process(zygote: Zygote) -> None:
    if zygote.level is Isolation.PROCESS and os.geteuid() != 0:
        pytest.skip("level process hunts what an ordinary user's guests start, and promises no more")
    guest = Guest(zygote, LIMITS, TimeBudget.of(LIMITS))
    guest.load("work", {"work.py": BOMB.encode()}, ("work",), {}, {})
    owner = guest.status()["Uid"].split()[0]
    with pytest.raises(CallFailedError):
        module_proxy(guest, lambda _exchange: None).bomb()
    guest.end()
    left = [entry for entry in Path("/proc").glob("[0-9]*") if _owner(entry) == owner]
    assert owner == str(os.geteuid()) or left == []


def _owner(entry: Path) -> str:
    try:
        return str(entry.stat().st_uid)
    except OSError:
        return ""


def test_every_level_below_the_strongest_holds_too() -> None:
    strongest = strongest_level()
    for level in Isolation:
        if strongest.at_least(level):
            with open_at(level) as zygote:
                assert zygote.level is level


def test_the_zygote_tells_how_it_makes_figures(zygote: Zygote) -> None:
    assert "axes are ready" in zygote.figures


@pytest.fixture
def under_nohup() -> Iterator[None]:
    """This process ignores that its terminal is gone, and what it starts inherits that."""
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)
    yield
    signal.signal(signal.SIGHUP, before)


@pytest.mark.usefixtures("under_nohup")
def test_a_signal_ends_a_guest_although_whoever_starts_the_grader_ignores_it() -> None:
    """With a zygote of its own, which starts under it."""
    source = b"import signal\ndef hang_up(): signal.raise_signal(signal.SIGHUP)"
    with Zygote(Isolation.PROCESS, draws=False) as zygote:
        guest = Guest(zygote, LIMITS, TimeBudget.of(LIMITS))
        guest.load("work", {"work.py": source}, ("work",), {}, {})
        with pytest.raises(CallFailedError) as caught:
            module_proxy(guest, lambda _exchange: None).hang_up()
        guest.end()
    assert caught.value.failure.reason.startswith("a signal ended the Python process")
