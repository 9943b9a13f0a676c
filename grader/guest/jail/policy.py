"""The system calls that a jailed process may make, as data, for guests and notebook kernels. Untrusted side.

A policy allows calls by name. All others are refused, including those that later kernels add.
"""

from dataclasses import dataclass, replace

OWN_PROCESS = -1
"""Represents the id of the process that applies the filter."""
ALL_BITS = 0xFFFF_FFFF

_O_TRUNC, _O_ACCMODE = 0o1000, 0o3
_THREAD = 0x100 | 0x400 | 0x800 | 0x10000  # CLONE_VM, CLONE_FILES, CLONE_SIGHAND, CLONE_THREAD
_NEW_NAMESPACES = 0x7E02_0080  # every CLONE_NEW flag
_AF_UNIX = 1
_CLOSE_RANGE_CLOEXEC = 4
_COPY = 0x8000 | 17  # CLONE_PARENT, SIGCHLD: no fork of the C library has these flags
_MAP_SHARED = 1
_SCHED_OTHER = 0
_PR_SET_PDEATHSIG, _PR_SET_SECCOMP = 1, 22
# TCGETS, TIOCGWINSZ, FIONREAD, FIONBIO, FIONCLEX, FIOCLEX: for isatty, files and sockets.
_IOCTLS = frozenset({0x5401, 0x5413, 0x541B, 0x5421, 0x5450, 0x5451})
# F_DUPFD, F_GETFD, F_SETFD, F_GETFL, F_SETFL, F_DUPFD_CLOEXEC: no locks, leases, owners or seals.
_FCNTLS = frozenset({0, 1, 2, 3, 4, 1030})
# PR_GET_DUMPABLE, PR_SET_NAME, PR_GET_NAME, PR_SET_VMA (the C library names its memory).
_PRCTLS = frozenset({3, 15, 16, 0x53564D41})


@dataclass(frozen=True)
class ArgumentRule:
    """Allows a call if an argument, with other bits masked out, has one of some values; inverted, if it has not."""

    call: str
    argument: int
    among: frozenset[int]
    mask: int = ALL_BITS
    inverted: bool = False


@dataclass(frozen=True)
class Policy:
    """The system calls a jailed process may make."""

    calls: frozenset[str]
    rules: tuple[ArgumentRule, ...]


_FILES = """
    read write readv writev pread64 pwrite64 preadv pwritev preadv2 pwritev2 lseek close dup dup2 dup3
    pipe pipe2 creat fstat stat lstat newfstatat statx access faccessat faccessat2 readlink readlinkat
    getdents64 getcwd chdir fchdir statfs fstatfs umask rename renameat renameat2 unlink unlinkat mkdir mkdirat
    rmdir ftruncate fsync fdatasync fadvise64 poll ppoll select pselect6
"""
# A guest's only socket is its connection to the host; it cannot create others.
_CONNECTION = "sendto recvfrom getsockopt getsockname"
_MEMORY = "mmap munmap mprotect mremap madvise brk msync"
_THREADS = """
    futex set_robust_list rseq membarrier set_tid_address sched_yield sched_getaffinity getcpu rt_sigaction
    rt_sigprocmask rt_sigreturn rt_sigpending rt_sigtimedwait rt_sigsuspend sigaltstack restart_syscall pause
    alarm setitimer getitimer nanosleep clock_nanosleep exit exit_group wait4 waitid
"""
_FACTS = """
    clock_gettime clock_getres gettimeofday time times getrusage sysinfo uname getpid gettid getppid getuid
    geteuid getgid getegid getgroups getresuid getresgid getpgrp getpriority capget getrlimit setrlimit
    getrandom
"""
_UNIX_SOCKETS = "socketpair bind listen accept accept4 getpeername setsockopt sendmsg recvmsg shutdown"
_EPOLL = "epoll_create epoll_create1 epoll_ctl epoll_wait epoll_pwait eventfd2"

GUEST = Policy(
    calls=frozenset(f"{_FILES} {_CONNECTION} {_MEMORY} {_THREADS} {_FACTS}".split()),
    rules=(
        # Opening for reading must not truncate a file: Landlock before Linux 6.2 does not check that.
        ArgumentRule("open", 1, frozenset({_O_TRUNC}), _O_TRUNC | _O_ACCMODE, inverted=True),
        ArgumentRule("openat", 2, frozenset({_O_TRUNC}), _O_TRUNC | _O_ACCMODE, inverted=True),
        ArgumentRule("clone", 0, frozenset({_THREAD}), _THREAD | _NEW_NAMESPACES),
        ArgumentRule(
            "close_range", 2, frozenset({0, _CLOSE_RANGE_CLOEXEC})
        ),  # otherwise a thread could have its own open files
        ArgumentRule("kill", 0, frozenset({OWN_PROCESS})),
        ArgumentRule("tgkill", 0, frozenset({OWN_PROCESS})),
        ArgumentRule("prlimit64", 0, frozenset({0, OWN_PROCESS})),
        ArgumentRule("ioctl", 1, _IOCTLS),
        ArgumentRule("fcntl", 1, _FCNTLS),
        ArgumentRule("prctl", 0, _PRCTLS),
    ),
)
"""Student code: threads, files if Landlock allows them, its connection; no processes, sockets or anything of others."""

TEMPLATE = replace(
    GUEST,
    calls=GUEST.calls | {"recvmsg", "landlock_create_ruleset", "landlock_add_rule", "landlock_restrict_self"},
    rules=(
        ArgumentRule("clone", 0, frozenset({_THREAD, _COPY}), _THREAD | _NEW_NAMESPACES | _COPY),
        ArgumentRule("prctl", 0, _PRCTLS | {_PR_SET_PDEATHSIG, _PR_SET_SECCOMP}),
        ArgumentRule("mmap", 3, frozenset({0}), _MAP_SHARED),
        *(check for check in GUEST.rules if check.call not in {"clone", "prctl"}),
    ),
)
"""The run of a notebook: in addition, it may copy itself, receive a connection for its copy, and restrict that further.
It may not have memory that copies would share, since they could communicate with it."""

KERNEL = replace(
    GUEST,
    calls=GUEST.calls | frozenset(f"{_UNIX_SOCKETS} {_EPOLL} sched_getparam sched_getscheduler".split()),
    rules=(
        *GUEST.rules,
        ArgumentRule("socket", 0, frozenset({_AF_UNIX})),
        ArgumentRule("sched_setscheduler", 1, frozenset({_SCHED_OTHER})),  # ZeroMQ's threads request what they have
    ),
)
"""A notebook kernel: in addition, it may listen on Unix sockets in a directory for them, but not connect to any."""
