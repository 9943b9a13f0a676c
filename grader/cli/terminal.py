"""What people see in the terminal. Trusted side; student text passes as `Text`, never as markup.

Colours, bars and progress are for terminals. A file or a pipe gets plain text at full length.
"""

import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager, nullcontext
from contextvars import ContextVar
from enum import StrEnum
from itertools import islice
from time import monotonic
from typing import IO, TYPE_CHECKING, Any, TextIO, TypeVar, cast

from rich.console import Console
from rich.measure import Measurement
from rich.table import Table
from rich.text import Text

from grader.cli.colours import BAD, GOOD, PARTLY, THEME
from grader.sanitize import BLOCK, clean_block, clean_line, escape_log

if TYPE_CHECKING:
    from grader.api import Progress

_T = TypeVar("_T")

BAR = 12
NARROW_BAR = 8  # 80 columns hold it beside the title of a task
NARROW = 90
PIPE_WIDTH = 240
UNBOUNDED = 10_000
MAX_ROWS = 40
LOG_SECONDS = 30.0
SPINNER = "line"  # in ASCII, which every terminal has
NUMBERS = frozenset({"points", "score"})
_TRACEBACKS: ContextVar[bool] = ContextVar("tracebacks", default=False)


class InertStream:
    """A stream to a terminal, or to the log of a CI system, in which no text can act as a command."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def write(self, text: str) -> int:
        """Writes the text, escaped so that it cannot be a command."""
        return self._stream.write(escape_log(text))

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)


class OutputMode(StrEnum):
    """How results are shown on standard output."""

    TEXT = "text"
    JSON = "json"
    QUIET = "quiet"

    @classmethod
    def chosen(cls, *, json: bool, quiet: bool) -> "OutputMode":
        """The mode that the options ask for; JSON takes precedence."""
        return cls.JSON if json else cls.QUIET if quiet else cls.TEXT


def progress(
    results: Iterable[_T], total: int, mode: OutputMode = OutputMode.TEXT, doing: str = "Grading", ending: str = ""
) -> Iterator[_T]:
    """Passes results on and shows on standard error how many there were: a bar in a terminal, else a line at times.

    `ending` says in a terminal what is done after the last of them, if that takes its time too.
    """
    console = Console(stderr=True, theme=THEME)
    left = iter(results)
    if mode is OutputMode.TEXT and not _can_be_drawn_over(console):
        yield from _logged(islice(left, total), total, doing, at_once=_is_watched())
    else:
        yield from _drawn(islice(left, total), total, doing, console, mode)
    with busy(ending, mode) if ending else nullcontext():
        yield from left


def _drawn(results: Iterable[_T], total: int, doing: str, console: Console, mode: OutputMode) -> Iterator[_T]:
    """Draws a bar, and over it when it moves."""
    from rich.progress import BarColumn, MofNCompleteColumn, SpinnerColumn, TextColumn, TimeRemainingColumn  # noqa: PLC0415 # not for help
    from rich.progress import Progress as Bar  # noqa: PLC0415

    moving = SpinnerColumn(SPINNER, "status.spinner")  # one submission may take a minute, in which nothing else does
    columns = (moving, TextColumn(doing), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Bar(*columns, console=console, transient=True, disable=mode is not OutputMode.TEXT) as bar:
        yield from bar.track(results, total=total)


def _is_watched() -> bool:
    """Whether somebody sees standard error being written: FORCE_COLOR asks for colours, and makes no file a screen."""
    return sys.stderr.isatty()


def in_notebook(environment: Mapping[str, str] = os.environ) -> bool:
    """Whether the terminal is a cell of a notebook: it shows colours, and keeps each line that was ever written."""
    return environment.get("TERM") == "xterm-color"  # what ipykernel says to the programs that it starts


def follows_links() -> bool:
    """Whether what shows standard output is a terminal; elsewhere the codes of a link would be read as text."""
    return sys.stdout.isatty() and not in_notebook()


def _can_be_drawn_over(console: Console) -> bool:
    """Whether a printed line can be changed: not in files, in notebooks and where lines are read aloud (TERM=dumb)."""
    return _is_watched() and not console.is_dumb_terminal and not in_notebook()


@contextmanager
def busy(doing: str, mode: OutputMode = OutputMode.TEXT) -> Iterator[None]:
    """Shows in a terminal that something is going on, if it is not known how long it takes."""
    console = Console(stderr=True, theme=THEME)
    if mode is not OutputMode.TEXT or not _is_watched():
        yield
    elif _can_be_drawn_over(console):
        with console.status(doing, spinner=SPINNER):
            yield
    else:
        say(f"{doing} ...")
        yield


@contextmanager
def progress_bar(mode: OutputMode = OutputMode.TEXT, doing: str = "Grading") -> Iterator["Progress"]:
    """Shows that something is starting, and then its progress as it reports it."""
    with ExitStack() as beginning:
        beginning.enter_context(busy("Starting", mode))

        def passed_on(results: Iterable[_T], total: int) -> Iterator[_T]:
            beginning.close()
            return progress(results, total, mode, doing)

        yield passed_on


def _logged(results: Iterable[_T], total: int, doing: str, *, at_once: bool) -> Iterator[_T]:
    """Reports progress line by line, at once or after a while: what is quick leaves nothing in a log."""
    began = said_at = monotonic()
    if at_once:
        say(f"{doing}: 0 of {total}")
    for count, result in enumerate(results, start=1):
        yield result
        now = monotonic()
        if now - said_at >= LOG_SECONDS and count < total:
            say(f"{doing}: {count} of {total}, {_left((now - began) / count * (total - count))}")
            said_at = now


def _left(seconds: float) -> str:
    """How long it will take, roughly."""
    minutes = round(seconds / 60)
    return f"about {minutes} min left" if minutes else "less than a minute left"


@contextmanager
def tracebacks(*, wanted: bool) -> Iterator[None]:
    """Within this context, tracebacks of hidden tests that went wrong are shown, or not."""
    token = _TRACEBACKS.set(wanted)
    try:
        yield
    finally:
        _TRACEBACKS.reset(token)


def traceback_is_wanted() -> bool:
    """Whether tracebacks are shown here."""
    return _TRACEBACKS.get()


def say(sentence: str) -> None:
    """Prints a message that is not a result, on standard error."""
    console = Console(stderr=True, highlight=False, theme=THEME)
    console.print(Text(escape_log(clean_block(sentence, BLOCK))), soft_wrap=not console.is_terminal)


def make_console() -> Console:
    """The console that results are printed on."""
    stream = cast("IO[str]", InertStream(sys.stdout))
    # A pipe has no width: rich would assume 80 columns and cut what somebody wants to search or to read later.
    width = None if sys.stdout.isatty() else PIPE_WIDTH
    return Console(file=stream, highlight=False, width=width, theme=THEME)


def make_table(*headings: str) -> Table:
    """A table without lines; headings only where there are any."""
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), show_header=any(headings), header_style="dim")
    for heading in headings:
        is_number = heading in NUMBERS or heading[:1].isdigit()
        table.add_column(heading, justify="right" if is_number else "left", no_wrap=is_number)
    return table


def task_cell(number: str, title: str) -> Table:
    """A task in a table: what is too long for a narrow one goes on below the title and is not cut off."""
    cell = Table.grid(padding=(0, 2, 0, 0))
    cell.add_row(Text(clean_line(number, 12), no_wrap=True), Text(clean_line(title), overflow="fold"))
    return cell


def fitting(console: Console, *makers: Callable[[], Table]) -> Table:
    """The first of these tables that is not too wide, or the last."""
    *wider, narrowest = makers
    unbounded = console.options.update(width=UNBOUNDED)
    tables = (make() for make in wider)
    fit = (table for table in tables if Measurement.get(console, unbounded, table).maximum <= console.width)
    return next(fit, None) or narrowest()


def bar(console: Console, part: float, whole: float, width: int = 0, style: str = "") -> Text:
    """A bar where it helps: in a terminal that is looked at, or for counts; a tiny share is still visible."""
    if (not console.is_terminal or console.is_dumb_terminal) and not style:
        return Text()
    width = width or (NARROW_BAR if console.width < NARROW else BAR)
    full, empty = ("#", ".") if console.options.ascii_only else ("━", "─")
    filled = 0 if part <= 0 or whole <= 0 else max(1, min(int(width * part / whole), width))
    return Text.assemble(
        (full * filled, style or style_of(part, whole)), ("" if style else empty * (width - filled), "dim")
    )


def style_of(score: float, max_score: float) -> str:
    """The colour of a score."""
    return GOOD if score >= max_score else PARTLY if score else BAD
