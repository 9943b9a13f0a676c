"""What was copied into a file and is no Python is named as what it is; nothing stands above the first line."""

import pytest

from grader.exam.explain import syntax
from grader.wire.messages import TracebackFrame

ABOVE = "Look at the line above too"
COPIED = {
    "```python": "Three backticks",
    "<<<<<<< HEAD": "git marks two versions",
    "=======": "git marks two versions",
    ">>>>>>> 1f2e3d": "git marks two versions",
    ">>> import math": "Python's prompt",
    "pip install numpy": "a command for a terminal",
    "In [3]:": "a notebook shows",
}


def said_of(source: str) -> str:
    """The explanation of the first syntax error in it, by what Python says."""
    with pytest.raises(SyntaxError) as caught:
        compile(source, "work.py", "exec")
    line = caught.value.lineno or 0
    frame = TracebackFrame("work.py", line, "<module>", source.splitlines()[line - 1].strip())
    return syntax.explained(caught.value.msg, frame, {"work.py": source.encode()})


@pytest.mark.parametrize("line", COPIED)
def test_what_was_copied_is_named(line: str) -> None:
    for source in f"{line}\nx = 1\n", f"x = 1\n{line}\nx = 2\n":
        assert COPIED[line] in said_of(source)
        assert ABOVE not in said_of(source)


@pytest.mark.parametrize("source", ["x = = 2\n", "\n\nx = = 2\n"])
def test_nothing_is_above_the_first_line(source: str) -> None:
    assert said_of(source) == ""


@pytest.mark.parametrize("source", ["x = 1\ny = = 2\n", "python = 2\npip = = 3\n", "y = 2\nx >> > 3\n"])
def test_elsewhere_the_line_above_is_worth_a_look(source: str) -> None:
    assert ABOVE in said_of(source)
