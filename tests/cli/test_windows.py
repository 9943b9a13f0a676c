"""Windows, simulated: the call and the modules that Python does not have there are taken away."""

import subprocess
import sys

import pytest

ELSEWHERE = """
import os, sys
for name in ("fcntl", "grp", "pwd", "resource", "termios"):
    sys.modules[name] = None
del os.fork
sys.argv = ["grader", *sys.argv[1:]]
from grader.start import main
main()
"""


def call(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-P", "-c", ELSEWHERE, *arguments], capture_output=True, text=True, check=False
    )


@pytest.mark.drawn(2)
@pytest.mark.parametrize("arguments", [("check",), ("grade", "work", "--output", "out"), ("demo",), ("doctor",)])
def test_a_command_says_in_one_sentence_where_it_would_run(arguments: tuple[str, ...]) -> None:
    done = call(*arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("grader: ")
    assert "WSL 2" in done.stderr
    assert len(done.stderr.splitlines()) == 1


@pytest.mark.drawn(1)
@pytest.mark.parametrize("arguments", [("--help",), ("--version",), ()])
def test_help_works(arguments: tuple[str, ...]) -> None:
    done = call(*arguments)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout
