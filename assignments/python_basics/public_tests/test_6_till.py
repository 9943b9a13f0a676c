"""Task 6: the program runs, and tells the total."""

import io
import runpy

import pytest


def test_total(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """Two things cost what they cost together."""
    monkeypatch.setattr("sys.argv", ["till.py"])
    monkeypatch.setattr("sys.stdin", io.StringIO("3 apples 0.50\n1 bread 2.25\n"))
    try:
        runpy.run_path("till.py", run_name="__main__")
    except SystemExit as end:
        assert not end.code, f"The exit status should be 0; it is {end.code}."  # noqa: PT017 # a program may end so
    assert capsys.readouterr().out.splitlines() == ["apples: 1.50", "bread: 2.25", "Total: 3.75"]
