"""The same attacks as another user, at each level, and where the kernel lacks a part of the jail.

What a level does not promise is declared in each attack: there it must be seen to succeed, or it would prove nothing.
"""

import os
from collections.abc import Callable, Iterator, Sequence
from functools import partial

import pytest

from grader.host.levels import open_at, open_strongest
from grader.model import Isolation
from tests.support.hostile import promises
from tests.support.hostile.arena import RemoteArena, Wanted
from tests.support.hostile.corpus import Attack, read_corpus
from tests.support.hostile.leftovers import sweep
from tests.support.hostile.targets import Vault

BY_LEVEL = [each for each in read_corpus() if each.declared.stopped_at is not Isolation.PROCESS]
SAMPLE = BY_LEVEL[::6]
MODES = {
    "process": (Wanted("process", {"open_zygote": partial(open_at, Isolation.PROCESS)}), Isolation.PROCESS, BY_LEVEL),
    "jailed": (Wanted("jailed", {"open_zygote": partial(open_at, Isolation.JAILED)}), Isolation.JAILED, BY_LEVEL),
    "no namespaces": (Wanted("no-namespaces", refused=("namespaces",)), Isolation.JAILED, SAMPLE),
    "no Landlock": (Wanted("no-landlock", refused=("landlock",)), Isolation.PROCESS, SAMPLE),
    "no seccomp": (Wanted("no-seccomp", refused=("seccomp",)), Isolation.PROCESS, SAMPLE),
}
"""Each with the level that must be found there, and with what to hand in; tests/benchmarks/hostile.py does all."""
OpenArena = Callable[[Wanted], RemoteArena]


@pytest.fixture
def open_arena(vault: Vault) -> Iterator[OpenArena]:
    running: list[RemoteArena] = []

    def start(wanted: Wanted) -> RemoteArena:
        running.append(RemoteArena(vault, wanted))
        return running[-1]

    yield start
    for arena in running:
        arena.__exit__()
        sweep(arena.trail)


def broken(arena: RemoteArena, corpus: Sequence[Attack]) -> list[str]:
    """Every promise that is not kept to an attack that may be tried here."""
    tried = [attack for attack in corpus if not promises.too_perilous(attack, arena.level)]
    return [f"{attack.id} {each}" for attack in tried for each in promises.broken(arena, attack)]


@pytest.mark.parametrize("mode", MODES)
def test_a_level_keeps_what_it_promises_and_says_so(open_arena: OpenArena, mode: str) -> None:
    wanted, level, corpus = MODES[mode]
    arena = open_arena(wanted)
    assert arena.level is level
    assert broken(arena, corpus) == []


@pytest.mark.parametrize("lacking", ["landlock", "seccomp"])
def test_grading_for_marks_is_refused_where_part_of_the_jail_is_lacking(open_arena: OpenArena, lacking: str) -> None:
    options = {"open_zygote": partial(open_strongest, Isolation.JAILED)}
    arena = open_arena(Wanted(f"refused-{lacking}", options, refused=(lacking,)))
    with pytest.raises(AssertionError, match=f"IsolationError: .*{lacking}.*--isolation process"):
        arena.grade(None, "tiny")


@pytest.mark.skipif(os.getuid() != 0, reason="the whole suite runs as an unprivileged user here")
@pytest.mark.parametrize("level", [None, Isolation.PROCESS], ids=["strongest", "process"])
def test_an_unprivileged_user_is_as_safe(open_arena: OpenArena, level: Isolation | None) -> None:
    options = {} if level is None else {"open_zygote": partial(open_at, level)}
    arena = open_arena(Wanted(f"nobody-{level}", options, nobody=True))
    assert arena.level.at_least(level or Isolation.JAILED)
    assert broken(arena, BY_LEVEL if level is None else SAMPLE) == []
