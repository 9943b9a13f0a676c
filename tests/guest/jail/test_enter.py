"""Entering the jail: all or nothing, with one thread, and under the policy that was asked for."""

import os
import platform
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from grader.guest.jail.enter import Jail, JailError, single_threaded

pytestmark = pytest.mark.skipif(platform.system() != "Linux", reason="only Linux has the jail")
LAUNCHER = Path(__file__).with_name("launcher.py")


def test_one_thread_more_is_seen_and_keeps_the_jail_shut() -> None:
    stop = threading.Event()
    thread = threading.Thread(target=stop.wait)
    thread.start()
    try:
        assert not single_threaded()
        with pytest.raises(JailError, match="thread"):
            Jail([]).separate()
    finally:
        stop.set()
        thread.join()


@pytest.mark.parametrize("policy", ["GUEST", "KERNEL"])
def test_another_launcher_can_put_a_process_into_the_jail(policy: str, tmp_path: Path) -> None:
    done = _launch(policy, tmp_path)
    assert done["scratch"] == done["library"] == "went"
    assert done["package"] == "refused", "what lies where the grader is installed is hidden, and nothing beside it"
    assert {name for name, outcome in done.items() if outcome == "refused"} >= {"secret", "fork", "inet", "connect"}
    assert done["unix"] == ("went" if policy == "KERNEL" else "refused")


@pytest.mark.parametrize("version", range(1, 7))
def test_the_jail_holds_with_each_older_version_of_landlock(version: int, tmp_path: Path) -> None:
    """Linux 5.13 brought the first, 5.19, 6.2, 6.7, 6.10 and 6.12 the others; what an older one lacks is left out."""
    done = _launch("GUEST", tmp_path, LANDLOCK_VERSION=str(version))
    assert done["scratch"] == done["library"] == "went"
    assert {name for name, outcome in done.items() if outcome == "refused"} >= {"secret", "package", "inet", "connect"}


def test_what_the_launcher_tries_goes_without_a_jail(tmp_path: Path) -> None:
    assert set(_launch("NONE", tmp_path).values()) == {"went"}


def _launch(policy: str, folder: Path, **variables: str) -> dict[str, str]:
    scratch = folder / "scratch"
    scratch.mkdir()
    (folder / "secret").write_text("x")
    folder.chmod(0o755)
    command = [sys.executable, str(LAUNCHER), policy, str(scratch), str(folder / "secret")]
    environment = {"OPENBLAS_NUM_THREADS": "1", "PATH": os.defpath, "PYTHONPATH": str(Path.cwd()), **variables}
    done = subprocess.run(command, env=environment, stdout=subprocess.PIPE, text=True, check=True, timeout=60)
    return dict(line.split() for line in done.stdout.splitlines())
