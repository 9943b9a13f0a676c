"""Control groups for guests, held against a simulated tree that keeps the rules of cgroup v2.

Few machines that run this suite have the controllers and delegate them. So the kernel's part is played here.
"""

import errno
import os
import subprocess
import sys
from functools import partial
from pathlib import Path

import pytest

from grader.assignment import Limits
from grader.host.cgroups import LEAF, PREFIX, ROOT, Groups, Kernel
from grader.host.doctor.examination import machine_facts
from grader.host.guest import Guest
from grader.host.time_budget import TimeBudget
from grader.host.zygote import Zygote
from grader.model import Isolation

SCOPE = ROOT / "user.slice" / "run-1.scope"
GRADER, GUEST = "11", 42


class _Tree(Kernel):
    """A delegated group with the grader in it. `refused` are beginnings of what is written that end in an error."""

    def __init__(self, refused: dict[str, int] | None = None) -> None:
        self.refused = refused or {}
        self.line, self.delegated = "/user.slice/run-1.scope", {SCOPE}
        self.controllers = ["cpu", "io", "memory", "pids"]
        self.enabled: set[str] = set()
        self.processes: dict[Path, list[str]] = {SCOPE: ["7", GRADER]}
        self.done: list[str] = []
        self.stubborn: set[str] = set()

    def own(self) -> str:
        return f"1:name=systemd:/elsewhere\n0::{self.line}\n"

    def marked(self, group: Path) -> bool:
        return group in self.delegated

    def read(self, file: Path) -> list[str]:
        if file.parent not in self.processes:
            raise FileNotFoundError(errno.ENOENT, "No such file or directory")
        return list(self.processes[file.parent]) if file.name == "cgroup.procs" else list(self.controllers)

    def write(self, file: Path, text: str) -> None:
        self._do(f"{file.relative_to(SCOPE)} {text}")
        controller = file.name.partition(".")[0]
        if file.name == "cgroup.subtree_control":
            if self.processes[file.parent]:
                raise OSError(errno.EBUSY, "Device or resource busy")
            self.enabled = set(text.replace("+", "").split())
        elif file.name == "cgroup.procs":
            for each in self.processes.values():
                each[:] = [process for process in each if process != text]
            self.processes[file.parent].append(text)
        elif file.name == "cgroup.kill":
            self.processes[file.parent] = [each for each in self.processes[file.parent] if each in self.stubborn]
        elif controller not in self.enabled:
            raise FileNotFoundError(errno.ENOENT, "No such file or directory")

    def inside(self, group: Path) -> list[Path]:
        return [group / "cgroup.procs", *(each for each in self.processes if each.parent == group)]

    def make(self, group: Path) -> None:
        self._do(f"make {group.relative_to(SCOPE)}")
        if group in self.processes:
            raise FileExistsError(errno.EEXIST, "File exists")
        self.processes[group] = []

    def remove(self, group: Path) -> None:
        self._do(f"remove {group.relative_to(SCOPE)}")
        if self.processes[group]:
            raise OSError(errno.EBUSY, "Device or resource busy")
        del self.processes[group]

    def _do(self, what: str) -> None:
        for beginning, error in self.refused.items():
            if what.startswith(beginning):
                raise OSError(error, os.strerror(error))
        self.done.append(what)


def test_the_grader_moves_into_a_leaf_before_it_hands_controllers_down() -> None:
    tree = _Tree()
    assert Groups(tree).fact == "one for each guest: cpu, memory, pids"
    assert tree.done == [
        f"make {LEAF}",
        f"{LEAF}/cgroup.procs 7",
        f"{LEAF}/cgroup.procs {GRADER}",
        "cgroup.subtree_control +cpu +memory +pids",
    ]


def test_a_guest_is_bounded_before_it_is_moved_and_gone_after_its_end() -> None:
    tree = _Tree()
    groups = Groups(tree)
    tree.done.clear()
    groups.end(groups.put(GUEST, Limits(memory_bytes=512 << 20, scratch_bytes=64 << 20)))
    name = f"{PREFIX}{os.getpid()}-{GUEST}"
    assert tree.done == [
        f"make {name}",
        f"{name}/memory.max {(512 + 64 + 128) << 20}",
        f"{name}/memory.swap.max 0",
        f"{name}/memory.oom.group 1",
        f"{name}/pids.max 256",
        f"{name}/cpu.weight 50",
        f"{name}/cgroup.procs {GUEST}",
        f"{name}/cgroup.kill 1",
        f"remove {name}",
    ]


def test_a_second_process_of_a_run_shares_the_delegated_group() -> None:
    tree = _Tree()
    Groups(tree)
    tree.line += f"/{LEAF}"
    assert Groups(tree).put(GUEST, Limits()) in tree.processes


def test_without_a_controller_for_processors_memory_and_processes_are_bounded() -> None:
    tree = _Tree()
    tree.controllers.remove("cpu")
    groups = Groups(tree)
    assert groups.fact == "one for each guest: memory, pids"
    assert groups.put(GUEST, Limits()) is not None
    assert not any("cpu" in each for each in tree.done)


def test_what_is_still_dying_is_removed_with_the_next() -> None:
    tree = _Tree()
    tree.stubborn.add(str(GUEST))
    groups = Groups(tree)
    first, second = groups.put(GUEST, Limits()), groups.put(GUEST + 1, Limits())
    groups.end(first)
    assert first in tree.processes
    tree.stubborn.clear()
    groups.end(second)
    assert set(tree.processes) == {SCOPE, SCOPE / LEAF}


def test_what_a_killed_run_left_is_swept_and_what_a_living_one_has_is_not() -> None:
    with subprocess.Popen([sys.executable, "-c", ""]) as gone:
        gone.wait()
    tree = _Tree()
    dead, alive, other = (SCOPE / name for name in (f"{PREFIX}{gone.pid}-1", f"{PREFIX}{os.getpid()}-1", "theirs"))
    tree.processes |= {dead: ["1000001"], alive: ["1000002"], other: []}
    Groups(tree)
    assert dead not in tree.processes
    assert {alive, other} <= set(tree.processes)


@pytest.mark.parametrize("error", [errno.EROFS, errno.EACCES, errno.EBUSY, errno.ENOSPC])
@pytest.mark.parametrize("step", [f"make {LEAF}", f"{LEAF}/cgroup.procs", "cgroup.subtree_control"])
def test_whatever_is_refused_on_the_way_there_means_that_there_are_none(step: str, error: int) -> None:
    groups = Groups(_Tree({step: error}))
    assert groups.fact == f"none: {os.strerror(error)}"
    assert groups.put(GUEST, Limits()) is None
    groups.end(None)


@pytest.mark.parametrize("error", [errno.EROFS, errno.EACCES, errno.EBUSY, errno.ESRCH])
@pytest.mark.parametrize("file", ["memory.max", "memory.oom.group", "pids.max", "cpu.weight", "cgroup.procs"])
def test_a_guest_whose_group_is_refused_has_none_and_nothing_is_left_of_it(file: str, error: int) -> None:
    tree = _Tree()
    groups = Groups(tree)
    tree.refused = {f"{PREFIX}{os.getpid()}-{GUEST}/{file}": error}
    assert groups.put(GUEST, Limits()) is None
    assert set(tree.processes) == {SCOPE, SCOPE / LEAF}


def test_a_process_that_somebody_starts_meanwhile_keeps_it_from_nothing_worse_than_no_groups() -> None:
    tree = _Tree({f"{LEAF}/cgroup.procs 7": errno.ESRCH})  # never moves
    assert Groups(tree).fact == f"none: {os.strerror(errno.EBUSY)}"


@pytest.mark.parametrize("lacking", ["memory", "pids"])
def test_a_controller_that_is_missing_is_named(lacking: str) -> None:
    tree = _Tree()
    tree.controllers.remove(lacking)
    assert Groups(tree).fact == f"none: {lacking} not handed down to the grader's own"
    assert tree.done == []


@pytest.mark.parametrize("line", ["/user.slice/run-1.scope", "/", "/../../other", ""])
def test_in_a_group_that_was_not_delegated_nothing_is_touched(line: str) -> None:
    tree = _Tree()
    tree.line, tree.delegated = line, set()
    assert Groups(tree).fact.startswith("none: ")
    assert tree.done == []


@pytest.mark.parametrize("refused, groups", [({}, 1), ({"make": errno.EROFS}, 0)])
def test_guests_answer_with_and_without_groups_and_the_doctor_says_which(
    refused: dict[str, int], groups: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Real guests; only the groups are simulated, and none of them is left."""
    tree = _Tree(refused)
    monkeypatch.setattr("grader.host.zygote.Groups", partial(Groups, tree))
    with Zygote(Isolation.PROCESS, draws=False) as zygote:
        assert machine_facts(zygote)["control groups"].startswith("one for each guest" if groups else "none")
        guest = Guest(zygote, Limits(), TimeBudget.of(Limits()))
        made = [each for each in tree.processes if each.name.startswith(PREFIX)]
        assert len(made) == groups
        assert all(tree.processes[each] == [each.name.rpartition("-")[2]] for each in made)
        guest.end()
    assert not any(each.name.startswith(PREFIX) for each in tree.processes)
