"""What tests make of the captured streams: a terminal, and the kind that a notebook's kernel offers."""

import sys

import pytest

OF_A_NOTEBOOK = "xterm-color"
"""What a kernel says to the programs that its cells start, by a terminal that it makes for them."""


def watch(monkeypatch: pytest.MonkeyPatch) -> None:
    """Makes what is captured a terminal."""
    for stream in (sys.stdout, sys.stderr):
        monkeypatch.setattr(stream, "isatty", lambda: True)
