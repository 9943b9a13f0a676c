"""The level that holds in a simulated place, and that the doctor finds the same wherever a level holds.

`python -m tests.environments.levels` asks in all places; here are those that have broken before.
"""

import os
import platform
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from grader.model import Isolation
from tests.environments.levels import PLACES, Answer, ask, installed
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


@pytest.fixture(scope="module")
def checkout() -> Answer:
    return ask(PLACES[0], [sys.executable, "-P", "-m", "grader"])


def test_an_installed_grader_of_an_ordinary_user_finds_what_a_checkout_of_root_finds(
    command: Path, checkout: Answer
) -> None:
    user = ask(BY_NAME["this machine, ordinary user"], [command])
    assert (user.level, user.findings) == (checkout.level, checkout.findings)
    assert all(user.findings.values())


@pytest.mark.drawn(1)
@pytest.mark.parametrize(
    "name",
    [
        "Docker's default profile, root",
        "Docker's default profile, ordinary user",
        "rootless container with one user mapped",
    ],
)
def test_a_container_that_forbids_namespaces_gets_level_jailed_and_the_jail_holds(command: Path, name: str) -> None:
    answer = ask(BY_NAME[name], [command])
    assert answer.level == Isolation.JAILED
    assert [attempt for attempt, fine in answer.findings.items() if not fine] == []
