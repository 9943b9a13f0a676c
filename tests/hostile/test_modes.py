"""The same attacks as another user, at each level, and where the kernel lacks a part of the jail.

A run draws one of the places where each level is to be found; `--everything` takes all of them. What a level does not
promise is declared in each attack: there it must be seen to succeed, or it would prove nothing.
"""

import os
from collections.abc import Callable, Iterator, Sequence
from functools import partial

import pytest

from grader.host.levels import open_at, open_strongest
from grader.model import Isolation
from tests.support.draw import draw_of
from tests.support.hostile import promises
from tests.support.hostile.arena import RemoteArena, Wanted
from tests.support.hostile.corpus import Attack, read_corpus
from tests.support.hostile.leftovers import sweep
from tests.support.hostile.targets import Vault

BY_LEVEL = [each for each in read_corpus() if each.declared.stopped_at is not Isolation.PROCESS]
AT_PROCESS = partial(open_at, Isolation.PROCESS)
MODES = {
    "process": (Wanted("process", {"open_zygote": AT_PROCESS}), Isolation.PROCESS),
    "jailed": (Wanted("jailed", {"open_zygote": partial(open_at, Isolation.JAILED)}), Isolation.JAILED),
    "no namespaces": (Wanted("no-namespaces", refused=("namespaces",)), Isolation.JAILED),
    "no Landlock": (Wanted("no-landlock", refused=("landlock",)), Isolation.PROCESS),
    "no seccomp": (Wanted("no-seccomp", refused=("seccomp",)), Isolation.PROCESS),
}
"""Each with the level that must be found there; tests/benchmarks/hostile.py hands in the whole corpus in each."""
AS_NOBODY = {
    "strongest": (Wanted("nobody-strongest", nobody=True), Isolation.JAILED),
    "process": (Wanted("nobody-process", {"open_zygote": AT_PROCESS}, nobody=True), Isolation.PROCESS),
}
OpenArena = Callable[[Wanted], RemoteArena]


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Takes the same of these places for all tests, since to open an arena takes longest."""
    draw, used = draw_of(metafunc.config), metafunc.fixturenames
    modes, nobodys_modes = draw.few(MODES, 1, _level), draw.few(AS_NOBODY, 1, lambda _: "nobody")
    if "mode" in used:
        metafunc.parametrize("mode", modes)
    if "nobodys_mode" in used:
        metafunc.parametrize("nobodys_mode", nobodys_modes)


def _level(mode: str) -> Isolation:
    return MODES[mode][1]


@pytest.fixture(scope="module")
def open_arena(vault: Vault) -> Iterator[OpenArena]:
    """Opens an arena, or gives the one of this name that is open."""
    running: dict[str, RemoteArena] = {}

    def start(wanted: Wanted) -> RemoteArena:
        if wanted.name not in running:
            running[wanted.name] = RemoteArena(vault, wanted)
        return running[wanted.name]

    yield start
    for arena in running.values():
        arena.__exit__()
        sweep(arena.trail)


def broken(arena: RemoteArena, corpus: Sequence[Attack]) -> list[str]:
    """Every promise that is not kept to an attack that may be tried here."""
    tried = [attack for attack in corpus if not promises.too_perilous(attack, arena.level)]
    return [f"{attack.id} {each}" for attack in tried for each in promises.broken(arena, attack)]


def test_a_level_is_found_where_it_holds(open_arena: OpenArena, mode: str) -> None:
    wanted, level = MODES[mode]
    assert open_arena(wanted).level is level


@pytest.mark.drawn(5, kind=lambda mode: mode)
@pytest.mark.parametrize("attack", BY_LEVEL, ids=lambda attack: attack.id)
def test_a_level_keeps_what_it_promises_and_says_so(open_arena: OpenArena, mode: str, attack: Attack) -> None:
    wanted, _ = MODES[mode]
    assert broken(open_arena(wanted), [attack]) == []


@pytest.mark.drawn(1)
@pytest.mark.parametrize("lacking", ["landlock", "seccomp"])
def test_grading_for_marks_is_refused_where_part_of_the_jail_is_lacking(open_arena: OpenArena, lacking: str) -> None:
    options = {"open_zygote": partial(open_strongest, Isolation.JAILED)}
    arena = open_arena(Wanted(f"refused-{lacking}", options, refused=(lacking,)))
    with pytest.raises(AssertionError, match=f"IsolationError: .*{lacking}.*--isolation process"):
        arena.grade(None, "tiny", ("1",))


@pytest.mark.skipif(os.getuid() != 0, reason="the whole suite runs as an unprivileged user here")
@pytest.mark.drawn(4, kind=lambda nobodys_mode: nobodys_mode)
@pytest.mark.parametrize("attack", BY_LEVEL, ids=lambda attack: attack.id)
def test_an_unprivileged_user_is_as_safe(open_arena: OpenArena, nobodys_mode: str, attack: Attack) -> None:
    wanted, least = AS_NOBODY[nobodys_mode]
    arena = open_arena(wanted)
    assert arena.level.at_least(least)
    assert broken(arena, [attack]) == []
