"""What the filters answer, on both machines, by interpreting them; and that the kernel takes them."""

import errno
import os
import platform

import pytest

from grader.guest.jail import kernel
from grader.guest.jail.policy import GUEST, KERNEL, TEMPLATE, Policy
from grader.guest.jail.seccomp import Filter, UnknownMachineError
from grader.guest.jail.syscalls import AUDIT_ARCH, NUMBERS
from tests.support.seccomp_interpreter import verdict

OWN = 4242
ALLOW, KILL = 0x7FFF_0000, 0x8000_0000
EPERM, ENOSYS = 0x0005_0000 | errno.EPERM, 0x0005_0000 | errno.ENOSYS
MACHINES = sorted(NUMBERS)
THREAD = 0x3D0F00  # what the C library asks for when a thread starts
NEW_USER = 0x1000_0000
OWN_FILES = 0x400  # without this flag a thread would have a table of open files of its own
FORBIDDEN = {  # not in the tables, since no policy names them
    "x86_64": {"socketpair": 53, "fork": 57, "vfork": 58, "execve": 59, "ptrace": 101, "shmget": 29, "chmod": 90,
               "symlinkat": 266, "mount": 165, "unshare": 272, "add_key": 248, "setsid": 112, "tkill": 200,
               "process_vm_readv": 310, "memfd_create": 319, "io_uring_setup": 425, "pidfd_open": 434, "execveat": 322,
               "rt_sigqueueinfo": 129, "setpriority": 141, "sched_setaffinity": 203, "splice": 275, "bpf": 321},
    "aarch64": {"socketpair": 199, "execve": 221, "ptrace": 117, "shmget": 194, "fchmodat": 53, "symlinkat": 36,
                "mount": 40, "unshare": 97, "add_key": 217, "setsid": 157, "tkill": 130, "process_vm_readv": 270,
                "memfd_create": 279, "io_uring_setup": 425, "pidfd_open": 434, "execveat": 281, "rt_sigqueueinfo": 138,
                "setpriority": 140, "sched_setaffinity": 122, "splice": 76, "bpf": 280},
}  # fmt: skip


def answer(machine: str, call: str | int, *arguments: int, policy: Policy = GUEST) -> int:
    number = call if isinstance(call, int) else NUMBERS[machine][call]
    return verdict(Filter(policy, machine).code(OWN), AUDIT_ARCH[machine], number, arguments)


@pytest.mark.parametrize("policy", [GUEST, TEMPLATE, KERNEL])
def test_every_call_that_a_policy_names_has_a_number(policy: Policy) -> None:
    """A filter leaves out what the machine does not have, so that a misspelt name would be refused in silence."""
    named = policy.calls | {rule.call for rule in policy.rules}
    assert named - {call for numbers in NUMBERS.values() for call in numbers} == set()


@pytest.mark.parametrize("machine", MACHINES)
def test_what_a_policy_names_is_allowed(machine: str) -> None:
    named = GUEST.calls & NUMBERS[machine].keys()
    assert {call for call in named if answer(machine, call) != ALLOW} == set()
    assert {"read", "write", "futex", "mmap", "getrandom"} <= named


@pytest.mark.parametrize(
    "machine, call", [(machine, call) for machine, calls in FORBIDDEN.items() for call in calls], ids=str
)
def test_what_it_does_not_name_is_refused(machine: str, call: str) -> None:
    assert answer(machine, FORBIDDEN[machine][call]) == EPERM


@pytest.mark.parametrize("machine", MACHINES)
@pytest.mark.parametrize(
    "call, allowed, refused",
    [
        ("kill", (OWN, 9), (OWN + 1, 9)),
        ("kill", (OWN, 9), (0xFFFF_FFFF_FFFF_FFFF, 9)),
        ("kill", (OWN, 9), (0, 9)),
        ("tgkill", (OWN, OWN, 6), (1, 1, 6)),
        ("prlimit64", (0, 7), (1, 7)),
        ("clone", (THREAD,), (17,)),
        ("clone", (THREAD,), (THREAD | NEW_USER,)),
        ("clone", (THREAD,), (THREAD & ~OWN_FILES,)),
        ("close_range", (4, 9, 0), (4, 9, 2)),
        ("openat", (0, 0, os.O_RDONLY), (0, 0, os.O_RDONLY | os.O_TRUNC)),
        ("openat", (0, 0, os.O_WRONLY | os.O_TRUNC), (0, 0, os.O_RDONLY | os.O_TRUNC)),
        ("fcntl", (3, 3), (3, 8)),
        ("ioctl", (0, 0x5401), (0, 0x5412)),
        ("prctl", (15,), (4,)),
    ],
)
def test_a_call_is_judged_by_its_arguments(
    machine: str, call: str, allowed: tuple[int, ...], refused: tuple[int, ...]
) -> None:
    assert answer(machine, call, *allowed) == ALLOW
    assert answer(machine, call, *refused) == EPERM


@pytest.mark.parametrize("machine", MACHINES)
def test_newer_calls_do_not_exist(machine: str) -> None:
    assert answer(machine, "clone3") == ENOSYS
    assert answer(machine, 10_000) == ENOSYS


@pytest.mark.parametrize("machine", MACHINES)
def test_another_machines_calls_are_deadly(machine: str) -> None:
    code = Filter(GUEST, machine).code(OWN)
    assert verdict(code, 0x4000_0003, 4) == KILL  # i386
    assert verdict(code, AUDIT_ARCH[machine], 0x4000_0000) == KILL  # x32


@pytest.mark.parametrize("machine", MACHINES)
def test_a_kernel_may_wait_at_unix_sockets_and_connect_to_none(machine: str) -> None:
    assert answer(machine, "socket", 1, policy=KERNEL) == ALLOW
    assert answer(machine, "socket", 2, policy=KERNEL) == EPERM
    assert {answer(machine, call, policy=KERNEL) for call in ("bind", "listen", "accept4", "epoll_ctl")} == {ALLOW}
    assert answer(machine, "connect", policy=KERNEL) == EPERM
    assert answer(machine, "socket", 1) == EPERM, "a guest may not"


def test_an_unknown_machine_has_no_filter() -> None:
    with pytest.raises(UnknownMachineError):
        Filter(GUEST, "riscv64")


@pytest.mark.skipif(platform.system() != "Linux", reason="only Linux has seccomp")
def test_the_kernel_takes_the_filter_and_keeps_to_it() -> None:
    pid = os.fork()
    if pid == 0:
        try:
            kernel.prctl(kernel.PR_SET_NO_NEW_PRIVS, 1)
            Filter(GUEST).apply()
            os.getpid()
            try:
                os.fork()
            except PermissionError:
                os._exit(7)
        finally:
            os._exit(1)
    assert os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == 7
