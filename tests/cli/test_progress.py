"""What is shown while something takes its time, and what a terminal can show of it: bars, lines and links."""

import re
import time
from collections.abc import Iterator

import pytest
from rich.console import Console

from grader.cli import terminal
from grader.cli.terminal import OutputMode
from tests.support.terminals import OF_A_NOTEBOOK, watch


def progress_shown(stream: pytest.CaptureFixture[str], total: int = 3) -> str:
    assert list(terminal.progress(iter("abc"), total)) == ["a", "b", "c"]
    out, said = stream.readouterr()
    assert out == ""
    return said


def test_progress_is_silent_without_a_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    assert progress_shown(capsys) == ""


def test_a_log_says_now_and_then_how_far_it_is_and_how_long_it_takes(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(terminal, "LOG_SECONDS", 0.0)
    assert progress_shown(capsys, 4).splitlines() == [
        f"Grading: {count} of 4, less than a minute left" for count in (1, 2, 3)
    ]


def test_a_terminal_shows_life_before_the_first_result(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """As a bar with its end, and as a line where each is read aloud or kept and none can be drawn over."""
    watch(monkeypatch)
    shown: dict[str, str] = {}

    def results(term: str) -> Iterator[str]:
        shown[term] = capsys.readouterr().err
        yield "a"

    for term in ("xterm-256color", "dumb", OF_A_NOTEBOOK):
        monkeypatch.setenv("TERM", term)
        assert list(terminal.progress(results(term), 8)) == ["a"]
        capsys.readouterr()
    assert "0/8" in shown["xterm-256color"]
    assert shown["dumb"] == shown[OF_A_NOTEBOOK] == "Grading: 0 of 8\n"


def test_a_bar_moves_while_one_result_takes_long(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    watch(monkeypatch)
    monkeypatch.setenv("TERM", "xterm-256color")

    seen: set[str] = set()

    def results() -> Iterator[str]:
        for _ in range(600):
            seen.update(re.findall(r"([-\\|/])\S* Grading", capsys.readouterr().err))
            if len(seen) > 1:
                break
            time.sleep(0.05)
        yield "a"

    assert list(terminal.progress(results(), 8)) == ["a"]
    assert len(seen) > 1


@pytest.mark.parametrize("term", ["xterm-256color", "dumb"])
def test_after_the_last_result_a_terminal_says_what_is_still_done(
    term: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A full bar that stays says nothing."""
    watch(monkeypatch)
    monkeypatch.setenv("TERM", term)
    shown: list[str] = []

    def results() -> Iterator[str]:
        yield "a"
        yield "b"
        for _ in range(600):
            shown.append(capsys.readouterr().err)
            if "Writing the page" in "".join(shown):
                break
            time.sleep(0.05)

    assert list(terminal.progress(results(), 2, ending="Writing the page")) == ["a", "b"]
    before, said, _ = "".join(shown).partition("Writing the page")
    assert said, "while it was done"
    assert "2/2" in before if term != "dumb" else before == "Grading: 0 of 2\n"


def test_a_file_or_a_pipe_gets_no_line_of_what_is_done_after_the_last_result(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert list(terminal.progress(iter("ab"), 2, ending="Writing the page")) == ["a", "b"]
    assert capsys.readouterr().err == ""


def test_a_file_in_which_colours_are_wanted_gets_nothing_that_is_drawn_over(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """As the log of a CI job whose workflow sets FORCE_COLOR."""
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("TERM", "xterm-256color")
    with terminal.progress_bar() as progress:
        assert list(progress(iter("abc"), 3)) == ["a", "b", "c"]
    assert capsys.readouterr().err == ""
    console = terminal.make_console()
    assert console.is_terminal
    assert not terminal.follows_links()


def test_what_begins_before_it_can_tell_how_far_it_is_shows_that_too(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    watch(monkeypatch)
    monkeypatch.setenv("TERM", "dumb")
    with terminal.progress_bar(doing="Checking") as progress:
        assert capsys.readouterr().err == "Starting ...\n"
        assert list(progress(iter("abc"), 3)) == ["a", "b", "c"]
    assert capsys.readouterr().err == "Checking: 0 of 3\n"


@pytest.mark.parametrize(
    ("term", "mode", "said"),
    [
        ("dumb", OutputMode.TEXT, "Reading ...\n"),
        (OF_A_NOTEBOOK, OutputMode.TEXT, "Reading ...\n"),
        ("dumb", OutputMode.QUIET, ""),
        ("xterm-256color", OutputMode.JSON, ""),
    ],
)
def test_what_takes_its_time_says_so_where_somebody_sees_it(
    term: str, mode: OutputMode, said: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    watch(monkeypatch)
    monkeypatch.setenv("TERM", term)
    with terminal.busy("Reading", mode):
        assert capsys.readouterr() == ("", said)
    monkeypatch.setenv("TERM", "xterm-256color")
    with terminal.busy("Reading"):
        pass
    assert "Reading" in capsys.readouterr().err


def test_a_bar_shows_next_to_nothing_and_never_all_for_less() -> None:
    console = Console(force_terminal=True, width=120)
    lengths = [terminal.bar(console, part, 100.0).plain.count("━") for part in (0.0, 0.1, 50.0, 99.9, 100.0)]
    assert lengths == [0, 1, 6, 11, 12]


def test_what_is_read_aloud_has_no_bars(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "dumb")
    assert terminal.bar(Console(force_terminal=True, width=120), 50.0, 100.0).plain == ""
