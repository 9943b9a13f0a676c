"""Resolves the dependencies anew and writes the versions down: `uv run python distributions/constraints.py`.

They stand in constraints.txt, for pip, and in pyproject.toml, where uv reads them. requirements.txt has those that the
grader runs with, for an installation that takes nothing else. Run the whole suite afterwards: what is written down
counts as tested.
"""

import re
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PROJECT = ROOT / "pyproject.toml"
CONSTRAINTS = ROOT / "constraints.txt"
REQUIREMENTS = ROOT / "requirements.txt"
TABLE = re.compile(r"^constraint-dependencies = \[\n.*?^\]\n", re.MULTILINE | re.DOTALL)
HEAD = """\
# The versions that the tests were run with, names and versions only: pip install --constraint constraints.txt .
# uv reads the same from pyproject.toml. distributions/constraints.py writes both.
"""
REQUIREMENTS_HEAD = """\
# What the grader runs with, complete: pip install --no-deps --requirement requirements.txt --editable .
# Left out are Jupyter's debugger and completion, which it never uses. distributions/constraints.py writes this file.
"""
RESOLVE = (
    *("uv", "pip", "compile", "pyproject.toml", "--no-config", "--universal", "--python-version", "3.11"),
    *("--quiet", "--no-header", "--no-annotate"),
)
UNUSED = ("debugpy", "jedi", "parso")
"""Dependencies of Jupyter that are optional at run time; parso is only jedi's. pyproject.toml tells uv the same."""


def resolved() -> list[str]:
    """The newest versions that go together, for every Python from 3.11 on: `name==version ; marker`."""
    return _pins("--group", "dev", "--all-extras")


def needed() -> list[str]:
    """Those of them that the grader itself runs with."""
    left_out = [word for name in UNUSED for word in ("--no-emit-package", name)]
    return _pins("--constraints", str(CONSTRAINTS), *left_out)


def _pins(*arguments: str) -> list[str]:
    said = subprocess.run((*RESOLVE, *arguments), cwd=ROOT, check=True, capture_output=True, text=True).stdout
    return [line for line in said.splitlines() if line and not line.startswith("#")]


def as_table(pins: list[str]) -> str:
    """The pins as uv reads them."""
    return "constraint-dependencies = [\n" + "".join(f'    "{pin}",\n' for pin in pins) + "]\n"


def main() -> None:
    """Writes the three files."""
    pins = resolved()
    CONSTRAINTS.write_text(HEAD + "".join(f"{pin}\n" for pin in pins), "utf-8")
    REQUIREMENTS.write_text(REQUIREMENTS_HEAD + "".join(f"{pin}\n" for pin in needed()), "utf-8")
    PROJECT.write_text(TABLE.sub(lambda _: as_table(pins), PROJECT.read_text("utf-8"), count=1), "utf-8")


if __name__ == "__main__":
    main()
