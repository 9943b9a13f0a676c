"""docs/tutorial.md builds an assignment: its files as they stand, and its commands in their order, do what it says."""

import re
import shlex
import subprocess
from pathlib import Path

import pytest

from grader.cli.launch import run
from tests.support.loading import ROOT

PAGE = (ROOT / "docs" / "tutorial.md").read_text("utf-8")
BLOCK = re.compile(
    r"^`(?P<path>[\w/.-]+)`:\n\n(?P<fence>`{3,4})\w+\n(?P<text>.*?)^(?P=fence)$|^```console\n(?P<console>.*?)^```$",
    re.MULTILINE | re.DOTALL,
)


def words(text: str) -> str:
    return " ".join(text.split())


def test_its_files_and_commands_build_an_assignment_and_grade_with_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    blocks = list(BLOCK.finditer(PAGE))
    assert len(blocks) == PAGE.count("\n```console") + len(re.findall(r"^`[\w/.-]+`:$", PAGE, re.MULTILINE))
    for block in blocks:
        if block["path"]:
            Path(block["path"]).parent.mkdir(exist_ok=True)
            Path(block["path"]).write_text(block["text"])
        for command, told in re.findall(r"^\$ (.*)\n((?:(?!\$ ).*\n)*)", block["console"] or "", re.MULTILINE):
            code, printed = do(command, capsys)
            assert code == (3 if "✗" in told else 0), f"{command}:\n{printed}"
            missing = [line for line in told.splitlines() if words(line) not in words(printed)]
            assert missing == [], f"{command}:\n{printed}"
    assert {path.name for path in Path("out").iterdir()} == {"leap_years.zip"}
    assert Path("graded", "report.html").is_file()


def do(command: str, capsys: pytest.CaptureFixture[str]) -> tuple[int, str]:
    """Runs one command of the page: its exit code and what it printed."""
    name, *arguments = shlex.split(command)
    if name == "grader":
        capsys.readouterr()
        code = run(arguments)
        captured = capsys.readouterr()
        return code, captured.out + captured.err
    ran = subprocess.run(["bash", "-c", command], check=False, capture_output=True, text=True)
    return ran.returncode, ran.stdout + ran.stderr
