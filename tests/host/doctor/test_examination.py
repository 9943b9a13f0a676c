"""The doctor's attempts are stopped by the jail, and would get through without one."""

import pytest

from grader.host.doctor.canaries import CONTROLS, ENDS_THE_GUEST, MAY_RETURN, names
from grader.host.doctor.examination import examine
from grader.model import Isolation
from tests.support.needs import zygote_at

WITHOUT_A_JAIL = {
    *("read_secret", "list_folder", "read_package", "read_accounts", "link_symbolically", "make_pipe"),
    *("fork", "execute", "run_command", "daemonise", "read_grader_command"),
    *("connect_tcp", "send_udp", "connect_unix", "connect_abstract", "open_netlink"),
    *("make_memory_file", "share_memory_segment"),
}
"""What an ordinary process may do on any Linux machine, whoever runs it."""


@pytest.mark.parametrize("level", [Isolation.NAMESPACED, Isolation.JAILED])
def test_every_attempt_is_stopped_and_honest_work_goes_on(level: Isolation) -> None:
    with zygote_at(level) as zygote:
        results = list(examine(zygote))
    assert {result.name for result in results} == {*names(), *CONTROLS}
    assert [(result.name, result.found) for result in results if not result.fine] == []


def test_without_a_jail_the_attempts_get_through() -> None:
    with zygote_at(Isolation.PROCESS) as zygote:
        results = {result.name: result for result in examine(zygote)}
    assert {name for name in WITHOUT_A_JAIL if results[name].fine} == set()
    assert all(results[name].fine for name in CONTROLS)


def test_exceptions_to_the_rule_are_attempts_that_exist() -> None:
    assert set(names()) >= ENDS_THE_GUEST | MAY_RETURN
