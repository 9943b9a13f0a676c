"""The guests of two zygotes never have the same user, or one would kill the other's."""

import os
import platform

import pytest

from grader.guest.jail import identity
from grader.guest.jail.enter import Jail, JailError
from grader.guest.jail.identity import Identity

pytestmark = [
    pytest.mark.skipif(platform.system() != "Linux", reason="only Linux has the jail"),
    pytest.mark.skipif(os.geteuid() != 0, reason="only root can give guests a user of their own"),
]


@pytest.fixture
def same_number(monkeypatch: pytest.MonkeyPatch) -> None:
    """Process ids as they are of two zygotes that would choose the same user."""
    monkeypatch.setattr(os, "getpid", lambda: 7 * identity.USERS + 5)


@pytest.mark.usefixtures("same_number")
def test_a_user_is_given_to_one_zygote_at_a_time_and_is_free_again_when_that_is_gone() -> None:
    first, second = Identity(), Identity()
    assert first.user != second.user
    assert {first.user, second.user} <= set(range(identity.FIRST_USER, identity.FIRST_USER + identity.USERS))
    os.close(first.claim)
    assert Identity().user == first.user


@pytest.mark.usefixtures("same_number")
def test_where_every_user_is_taken_it_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    outside = identity.FIRST_USER + identity.USERS  # inside, a zygote that runs beside this test may have any of them
    monkeypatch.setattr(identity, "USERS", 1)
    monkeypatch.setattr(identity, "FIRST_USER", outside)
    assert Jail([]).user == outside
    with pytest.raises(JailError, match="taken"):
        Jail([])


def test_in_a_user_namespace_without_such_users_guests_stay_who_they_are(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(identity, "_all_exist", lambda: False)
    assert Identity().user == 0


def test_every_user_exists_where_nothing_is_mapped() -> None:
    assert identity._all_exist()


def capabilities_of_a_guest(*, can_read: bool, monkeypatch: pytest.MonkeyPatch) -> int:
    """What is left to a process that has become the guests' user, as the bits that the kernel shows."""
    monkeypatch.setattr(Identity, "_can_read", lambda *_: can_read)
    guest, (reading, writing) = Identity(), os.pipe()
    guest.keep_readable([])
    pid = os.fork()
    if pid == 0:
        guest.take()
        os.write(writing, f"{sum(1 << number for number in identity._effective())}".encode())
        os._exit(0)
    os.waitpid(pid, 0)
    os.close(guest.claim)
    with os.fdopen(reading, "rb") as told:
        os.close(writing)
        return int(told.read())


def test_a_guest_keeps_no_capability_but_to_read_where_python_lies_in_roots_home(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert capabilities_of_a_guest(can_read=True, monkeypatch=monkeypatch) == 0
    assert capabilities_of_a_guest(can_read=False, monkeypatch=monkeypatch) in {
        1 << identity._CAP_DAC_READ_SEARCH,
        1 << identity._CAP_DAC_OVERRIDE,
    }
