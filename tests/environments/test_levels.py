"""The level that holds in a simulated place, and that the doctor finds the same wherever a level holds.

`python -m tests.environments.levels` asks in all places; here are those that have broken before, each asked about some
groups of attempts, which are drawn. tests/host/doctor/test_examination.py makes all of them.
"""

import os
import platform
from collections.abc import Collection, Iterator
from pathlib import Path

import pytest

from grader.host.doctor.canaries import CONTROLS, GROUPS
from grader.host.levels import strongest_level
from grader.model import Isolation
from tests.environments.levels import PLACES, ask, installed, with_groups
from tests.support.draw import Draw
from tests.support.needs import needs_programs

pytestmark = [
    pytest.mark.skipif(platform.system() != "Linux", reason="only Linux has levels to lose"),
    pytest.mark.skipif(os.geteuid() != 0, reason="only root can become others and give up capabilities"),
    needs_programs("setpriv", "uv"),
]
BY_NAME = {place.name: place for place in PLACES}


@pytest.fixture(scope="module")
def command() -> Iterator[Path]:
    with installed() as found:
        yield found


def holds(command: Path, groups: Collection[str], name: str, level: Isolation) -> None:
    """Requires that in a place every attempt of these groups is stopped at this level, and that honest work goes on."""
    answer = ask(BY_NAME[name], with_groups(command, groups))
    assert answer.level == level
    assert answer.findings == dict.fromkeys((*CONTROLS, *(each for group in groups for each in GROUPS[group])), True)


def test_an_installed_grader_of_an_ordinary_user_finds_what_a_checkout_of_root_finds(command: Path, draw: Draw) -> None:
    """That is the level of this process, and that everything holds, as tests/host/doctor/test_examination.py finds."""
    groups = draw.few(GROUPS, 1, lambda _: "for a user")
    holds(command, groups, "this machine, ordinary user", strongest_level())


@pytest.mark.drawn(1)
@pytest.mark.parametrize(
    "name",
    [
        "Docker's default profile, root",
        "Docker's default profile, ordinary user",
        "rootless container with one user mapped",
    ],
)
def test_a_container_that_forbids_namespaces_gets_level_jailed_and_the_jail_holds(
    command: Path, draw: Draw, name: str
) -> None:
    holds(command, draw.few(GROUPS, 2, lambda _: "in a container"), name, Isolation.JAILED)
