"""Resolves the dependencies anew and writes the versions down: `uv run python distributions/constraints.py`.

They stand in constraints.txt, for pip, and in pyproject.toml, where uv reads them. Run the whole suite afterwards: what
is written down counts as tested.
"""

import re
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PROJECT = ROOT / "pyproject.toml"
CONSTRAINTS = ROOT / "constraints.txt"
TABLE = re.compile(r"^constraint-dependencies = \[\n.*?^\]\n", re.MULTILINE | re.DOTALL)
HEAD = """\
# The versions that the tests were run with, names and versions only: pip install --constraint constraints.txt .
# uv reads the same from pyproject.toml. distributions/constraints.py writes both.
"""
RESOLVE = (
    *("uv", "pip", "compile", "pyproject.toml", "--no-config", "--universal", "--python-version", "3.11"),
    *("--group", "dev", "--all-extras", "--quiet", "--no-header", "--no-annotate"),
)


def resolved() -> list[str]:
    """The newest versions that go together, for every Python from 3.11 on: `name==version ; marker`."""
    said = subprocess.run(RESOLVE, cwd=ROOT, check=True, capture_output=True, text=True).stdout
    return [line for line in said.splitlines() if line and not line.startswith("#")]


def as_table(pins: list[str]) -> str:
    """The pins as uv reads them."""
    return "constraint-dependencies = [\n" + "".join(f'    "{pin}",\n' for pin in pins) + "]\n"


def main() -> None:
    """Writes both files."""
    pins = resolved()
    CONSTRAINTS.write_text(HEAD + "".join(f"{pin}\n" for pin in pins), "utf-8")
    PROJECT.write_text(TABLE.sub(lambda _: as_table(pins), PROJECT.read_text("utf-8"), count=1), "utf-8")


if __name__ == "__main__":
    main()
