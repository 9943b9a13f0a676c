"""The trusted process cannot be looked into by others of its user, and tells guests nothing by its command line."""

import os
import platform
import subprocess
import sys
from pathlib import Path

import pytest

from grader.host.zygote import Zygote, clean_environment
from grader.model import Isolation

pytestmark = pytest.mark.skipif(platform.system() != "Linux", reason="only Linux has /proc and dumpable")
SLEEPER = """
import sys
if sys.argv[1] == "hardened":
    from grader.host.hardening import harden
    harden()
print("ready", flush=True)
sys.stdin.read()
"""
THREADS = {"OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"}
LOOK = "import sys\nfor name in ('environ', 'mem'): open(f'/proc/{sys.argv[1]}/{name}', 'rb').read(0)"


def sees_into(how: str) -> bool:
    """Whether another process of the same ordinary user can read environment and memory of a process."""
    with subprocess.Popen(
        [*_powerless(), sys.executable, "-c", SLEEPER, how],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        cwd=Path.cwd(),
    ) as sleeper:
        assert sleeper.stdout is not None
        assert sleeper.stdout.readline() == b"ready\n"
        looked = _look(sleeper.pid)
        assert sleeper.stdin is not None
        sleeper.stdin.close()
    return looked


def _look(pid: int) -> bool:
    command = [*_powerless(), sys.executable, "-c", LOOK, str(pid)]
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


def _powerless() -> list[str]:
    """Without capabilities root is to root what an ordinary user is to itself."""
    return ["setpriv", "--bounding-set=-all", "--inh-caps=-all"] if os.geteuid() == 0 else []


def test_a_hardened_process_keeps_its_memory_and_environment_to_itself() -> None:
    assert not sees_into("hardened")


def test_any_other_process_does_not() -> None:
    assert sees_into("plain")


def test_the_process_that_starts_guests_is_hardened_and_its_arguments_tell_nothing() -> None:
    with Zygote(Isolation.PROCESS, draws=False) as zygote:
        command = Path(f"/proc/{zygote._process.pid}/cmdline").read_bytes().split(b"\0")
    assert [part for part in command if b"/" in part and b"python" not in part] == []
    assert set(clean_environment()) <= {"PATH", "LANG", "TZ", "PYTHONHASHSEED", "MPLBACKEND", "MPLCONFIGDIR", *THREADS}
    assert Path("/proc/self/environ").stat().st_uid == 0, "it belongs to root as soon as the process is closed"


def test_a_python_that_finds_its_library_by_the_environment_starts_zygotes_too(monkeypatch: pytest.MonkeyPatch) -> None:
    """An empty or relative folder would be looked up where the grader stands. Without the variable nothing is there."""
    monkeypatch.delenv("LD_LIBRARY_PATH", raising=False)
    assert "LD_LIBRARY_PATH" not in clean_environment()
    monkeypatch.setenv("LD_LIBRARY_PATH", "/opt/python/lib::lib:/opt/more")
    assert clean_environment()["LD_LIBRARY_PATH"] == "/opt/python/lib:/opt/more"
