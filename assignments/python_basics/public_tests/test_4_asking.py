"""Task 4: the example of the handout."""

import io
from types import ModuleType

import pytest


def test_asks_again(student: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """After two wrong answers the third is returned, and nothing is printed but what the handout says."""
    monkeypatch.setattr("sys.stdin", io.StringIO("seven\n7\n4\n"))
    assert student.ask_number("Roll: ", 1, 6) == 4
    printed = capsys.readouterr().out
    assert printed.count("Please enter a number from 1 to 6.") == 2
    more = printed.replace("Please enter a number from 1 to 6.", "").replace("Roll:", "").strip()
    assert not more, f"Besides the questions and the two sentences it prints {more!r}: leave that out."
