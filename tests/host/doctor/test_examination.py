"""The doctor's attempts are stopped by the jail, and would get through without one."""

import ast
from pathlib import Path

import pytest
from msgspec.structs import replace

from grader.host.doctor import examination
from grader.host.doctor.canaries import CONTROLS, ENDS_THE_GUEST, MAY_RETURN, names
from grader.host.doctor.examination import examine
from grader.host.doctor.targets import Targets
from grader.host.levels import open_at
from grader.host.temp_folders import locked_folder
from grader.model import Isolation
from tests.support.needs import zygote_at

WITHOUT_A_JAIL = {
    *("read_secret", "list_folder", "read_package", "read_accounts", "link_symbolically", "make_pipe"),
    *("fork", "execute", "run_command", "daemonise", "read_grader_command"),
    *("connect_tcp", "send_udp", "connect_unix", "connect_abstract", "open_netlink"),
    *("make_memory_file", "share_memory_segment"),
}
"""What an ordinary process may do on any Linux machine, whoever runs it."""


@pytest.mark.drawn(1)
@pytest.mark.parametrize("level", [Isolation.NAMESPACED, Isolation.JAILED])
def test_every_attempt_is_stopped_and_honest_work_goes_on(level: Isolation, monkeypatch: pytest.MonkeyPatch) -> None:
    """One of them sleeps until its deadline, which here comes earlier than in an examination."""
    monkeypatch.setattr(examination, "LIMITS", replace(examination.LIMITS, idle_seconds=3.0))
    with zygote_at(level) as zygote:
        results = list(examine(zygote, names()))
    assert {result.name for result in results} == {*names(), *CONTROLS}
    late = [result.name for result in results if result.unfinished]  # on a busy machine, and no break-out
    assert [(result.name, result.found) for result in results if not result.fine and result.name not in late] == []
    assert len(late) <= 2


def test_without_a_jail_the_attempts_get_through() -> None:
    with zygote_at(Isolation.PROCESS) as zygote:
        results = {result.name: result for result in examine(zygote, sorted(WITHOUT_A_JAIL))}
    assert {name for name in WITHOUT_A_JAIL if results[name].fine} == set()
    assert all(results[name].fine for name in CONTROLS)


def test_every_attempt_in_the_files_has_a_name_by_which_it_is_run() -> None:
    trees = [ast.parse(file.read_text("utf-8")) for file in examination._ATTEMPTS.glob("*.py")]
    functions = [node.name for tree in trees for node in tree.body if isinstance(node, ast.FunctionDef)]
    assert sorted(name for name in functions if not name.startswith("_")) == sorted(names())


def test_exceptions_to_the_rule_are_attempts_that_exist() -> None:
    assert set(names()) >= ENDS_THE_GUEST | MAY_RETURN


def test_an_attempt_ended_by_its_deadline_is_distinguished_from_one_that_gets_through(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """At level process a secret can be read, which is the control."""
    attempts = (examination._ATTEMPTS / "files.py").read_text("utf-8")
    paused = (
        '\n\ndef pause(_targets: Targets) -> str:\n    """Waits."""\n    __import__("time").sleep(60)\n    return ""\n'
    )
    file = tmp_path / "files.py"
    file.write_text(attempts + paused)
    monkeypatch.setattr(examination, "LIMITS", replace(examination.LIMITS, idle_seconds=1.5))
    with open_at(Isolation.PROCESS, draws=False) as zygote, locked_folder() as folder, Targets(folder) as targets:
        ends = {name: examination._attempt(zygote, file, name, targets) for name in ("pause", "read_secret")}
    assert {name: (stopped, unfinished) for name, (stopped, _, unfinished) in ends.items()} == {
        "pause": (False, True),
        "read_secret": (False, False),
    }
