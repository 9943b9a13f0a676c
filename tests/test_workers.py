"""The suite's own scheduler does what it is there for: without it, what is dear to make is made on every worker."""

import os
import re
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent
ONE, TWO = "tests/browser/test_one.py", "tests/browser/test_two.py"
NAMES = [ONE, TWO, "tests/other/test_one.py", "tests/third/test_one.py"]
FILE = """
import time, pytest
@pytest.mark.parametrize("number", range(8))
def test_number(number): time.sleep(0.02)
"""


def test_a_file_stays_on_one_worker_and_files_that_belong_together_do_too(tmp_path: Path) -> None:
    for name in NAMES:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(FILE)
    (tmp_path / "tests" / "conftest.py").write_bytes((HERE / "support" / "distribution.py").read_bytes())
    (tmp_path / "pyproject.toml").write_bytes((HERE.parent / "pyproject.toml").read_bytes())
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")}
    command = [sys.executable, "-m", "pytest", "-v"]
    ran = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=True)
    workers: dict[str, set[str]] = {}
    for worker, file in re.findall(r"^\[(gw\d)\].* PASSED ([\w/]+\.py)::", ran.stdout, re.MULTILINE):
        workers.setdefault(file, set()).add(worker)
    assert sorted(workers) == NAMES
    assert {len(used) for used in workers.values()} == {1}
    assert workers[ONE] == workers[TWO]
    assert len(set().union(*workers.values())) == 2
