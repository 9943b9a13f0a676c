"""What a guest tries in order to escape, one function per attempt: it raises if it was stopped. Runs in a guest only.

The host reads this file as text and hands it in like a submission. What a function returns tells what it got at.
"""

import _thread
import ctypes
import errno
import os
import resource
import signal
import socket
import struct
import subprocess
import threading
import time
from pathlib import Path

Targets = dict[str, str]
"""Where the host put what there is to get at: paths, process ids, ports."""

MIB = 1 << 20
_libc = ctypes.CDLL(None, use_errno=True)
_IPC_PRIVATE, _IPC_CREAT = 0, 0o1000
_CLONE_NEWUSER = 0x1000_0000
_PTRACE_SEIZE = 0x4206
_IO_URING_SETUP = 425
_ADD_KEY = {"x86_64": 248, "aarch64": 217}
_MPTCP = 262
_TIRED = 5.0


def _succeeded(result: int) -> int:
    if result < 0:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))
    return result


# --- files ---------------------------------------------------------------------------------------------------------


def read_secret(targets: Targets) -> str:
    """Reads a file of the grader's."""
    return Path(targets["secret"]).read_text()


def list_folder(targets: Targets) -> str:
    """Lists the folder of a file of the grader's."""
    return str(os.listdir(targets["folder"]))  # noqa: PTH208 # the plainest way in


def read_package(targets: Targets) -> str:
    """Reads the grader's own package, beside which solutions may lie."""
    return Path(targets["package"]).read_text()[:20]


def read_accounts(_targets: Targets) -> str:
    """Reads the list of the machine's users."""
    return Path("/etc/passwd").read_text()[:20]


def write_outside(targets: Targets) -> str:
    """Makes a file outside the scratch directory."""
    Path(targets["folder"], "planted").write_text("x")
    return "a file was written"


def overwrite(targets: Targets) -> str:
    """Appends to a file of the grader's."""
    with Path(targets["secret"]).open("a") as secret:
        secret.write("x")
    return "a file was changed"


def truncate(targets: Targets) -> str:
    """Empties a file by opening it for reading."""
    os.close(os.open(targets["secret"], os.O_RDONLY | os.O_TRUNC))
    return "a file was emptied"


def change_mode(targets: Targets) -> str:
    """Changes who may read a file of the grader's."""
    Path(targets["secret"]).chmod(0o600)
    return "a mode was changed"


def change_times(targets: Targets) -> str:
    """Changes the times of a file of the grader's."""
    os.utime(targets["secret"], (0, 0))
    return "times were changed"


def link_symbolically(targets: Targets) -> str:
    """Plants a symbolic link for the grader to follow."""
    Path("link").symlink_to(targets["secret"])
    return "a link was made"


def link_hard(targets: Targets) -> str:
    """Gives a file of the grader's a second name in the scratch directory."""
    Path("link").hardlink_to(targets["secret"])
    return "a link was made"


def make_pipe(_targets: Targets) -> str:
    """Makes a named pipe, on which a reader would wait forever."""
    os.mkfifo("pipe")
    return "a pipe was made"


def poison_library(targets: Targets) -> str:
    """Opens an installed library for writing."""
    os.close(os.open(targets["library"], os.O_WRONLY))
    return "a library can be written"


# --- processes -----------------------------------------------------------------------------------------------------


def fork(_targets: Targets) -> str:
    """Starts a second process."""
    pid = os.fork()
    if pid == 0:
        os._exit(0)
    os.waitpid(pid, 0)
    return "a process was started"


def execute(_targets: Targets) -> str:
    """Becomes another program."""
    os.execv("/bin/sh", ["sh", "-c", "exit"])  # noqa: S606 # the point


def run_command(_targets: Targets) -> str:
    """Runs a command in a shell."""
    return subprocess.run(["/bin/sh", "-c", "echo out"], capture_output=True, text=True, check=True).stdout


def daemonise(_targets: Targets) -> str:
    """Leaves a process behind in a session of its own."""
    pid = os.fork()
    if pid:
        os.waitpid(pid, 0)
        return "a daemon runs"
    os.setsid()
    if os.fork() == 0:
        time.sleep(_TIRED)
    os._exit(0)


def leave_group(_targets: Targets) -> str:
    """Moves itself to another process group."""
    os.setpgid(0, os.getppid())
    return "the group was changed"


def signal_grader(targets: Targets) -> str:
    """Sends a signal to the grader."""
    os.kill(int(targets["grader"]), 0)
    return "a signal was sent"


def signal_parent(_targets: Targets) -> str:
    """Sends a signal to the process it was forked from."""
    os.kill(os.getppid(), 0)
    return "a signal was sent"


def signal_everybody(_targets: Targets) -> str:
    """Sends a signal to every process there is."""
    os.kill(-1, 0)
    return "a signal was sent"


def trace_parent(_targets: Targets) -> str:
    """Becomes the debugger of the process it was forked from."""
    _succeeded(_libc.ptrace(_PTRACE_SEIZE, os.getppid(), None, None))
    return "it is traced"


def read_parent_memory(_targets: Targets) -> str:
    """Reads the memory of the process it was forked from."""
    buffer = ctypes.create_string_buffer(8)
    here = (ctypes.c_void_p * 2)(ctypes.addressof(buffer), 8)
    there = (ctypes.c_void_p * 2)(id(None), 8)
    _succeeded(_libc.process_vm_readv(os.getppid(), here, 1, there, 1, 0))
    return "memory was read"


def open_grader_memory(targets: Targets) -> str:
    """Opens the memory of the grader as a file."""
    with Path(f"/proc/{targets['grader']}/mem").open("rb"):
        return "memory was opened"


def read_grader_environment(targets: Targets) -> str:
    """Reads the environment of the grader, in which tokens may stand."""
    return Path(f"/proc/{targets['grader']}/environ").read_text()[:20]


def read_grader_command(targets: Targets) -> str:
    """Reads the command line of the grader."""
    return Path(f"/proc/{targets['grader']}/cmdline").read_text()[:20]


def limit_parent(_targets: Targets) -> str:
    """Asks for the limits of the process it was forked from, as if to lower them."""
    return str(resource.prlimit(os.getppid(), resource.RLIMIT_CPU))


def slow_parent(_targets: Targets) -> str:
    """Sets the priority of the process it was forked from."""
    os.setpriority(os.PRIO_PROCESS, os.getppid(), os.getpriority(os.PRIO_PROCESS, os.getppid()))
    return "a priority was set"


def pin_parent(_targets: Targets) -> str:
    """Chooses the processors of the process it was forked from."""
    os.sched_setaffinity(os.getppid(), os.sched_getaffinity(0))
    return "processors were chosen"


# --- network -------------------------------------------------------------------------------------------------------


def connect_tcp(targets: Targets) -> str:
    """Connects to a port of this machine by TCP."""
    with socket.create_connection(("127.0.0.1", int(targets["tcp"])), timeout=_TIRED):
        return "a connection was made"


def connect_mptcp(targets: Targets) -> str:
    """Connects by multipath TCP, which Landlock's rules for TCP do not cover."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM, _MPTCP) as channel:
        channel.connect(("127.0.0.1", int(targets["tcp"])))
        return "a connection was made"


def send_udp(targets: Targets) -> str:
    """Sends a datagram by UDP."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as channel:
        channel.sendto(b"out", ("127.0.0.1", int(targets["udp"])))
        return "a datagram was sent"


def connect_unix(targets: Targets) -> str:
    """Connects to a socket in the file system, as Docker's is."""
    with socket.socket(socket.AF_UNIX) as channel:
        channel.connect(targets["unix"])
        return "a connection was made"


def connect_abstract(targets: Targets) -> str:
    """Connects to a socket without a file."""
    with socket.socket(socket.AF_UNIX) as channel:
        channel.connect(f"\0{targets['abstract']}")
        return "a connection was made"


def open_netlink(_targets: Targets) -> str:
    """Opens a socket to the kernel itself."""
    with socket.socket(socket.AF_NETLINK, socket.SOCK_RAW):
        return "a socket was opened"


# --- kernel --------------------------------------------------------------------------------------------------------


def make_memory_file(_targets: Targets) -> str:
    """Makes a file in memory, which no limit on memory counts."""
    os.close(os.memfd_create("hoard"))
    return "memory was had"


def share_memory(_targets: Targets) -> str:
    """Leaves memory for the next student to find."""
    Path("/dev/shm/grader-canary").write_text("x")  # noqa: S108 # the point
    Path("/dev/shm/grader-canary").unlink()  # noqa: S108
    return "memory was shared"


def share_memory_segment(_targets: Targets) -> str:
    """Makes a System V segment, which outlives its process."""
    segment = _succeeded(_libc.shmget(_IPC_PRIVATE, 4096, _IPC_CREAT | 0o600))
    _libc.shmctl(segment, 0, None)
    return "memory was shared"


def hide_in_keyring(_targets: Targets) -> str:
    """Stores a key in the user's keyring."""
    number = ctypes.c_long(_ADD_KEY[os.uname().machine])
    _succeeded(_libc.syscall(number, b"user", b"canary", b"x", ctypes.c_size_t(1), ctypes.c_int(-3)))
    return "a key was stored"


def set_up_ring(_targets: Targets) -> str:
    """Sets up io_uring, which makes system calls that no filter sees."""
    parameters = ctypes.create_string_buffer(120)
    os.close(_succeeded(_libc.syscall(ctypes.c_long(_IO_URING_SETUP), ctypes.c_uint(1), parameters)))
    return "a ring was set up"


def make_namespace(_targets: Targets) -> str:
    """Makes a namespace of its own, in which it is root."""
    _succeeded(_libc.unshare(_CLONE_NEWUSER))
    return "it is root somewhere"


def mount(_targets: Targets) -> str:
    """Mounts a file system."""
    _succeeded(_libc.mount(b"none", b".", b"tmpfs", ctypes.c_ulong(0), None))
    return "something was mounted"


def become_root(_targets: Targets) -> str:
    """Becomes root."""
    os.setuid(0)
    return "it is root"


# --- resources -----------------------------------------------------------------------------------------------------


def fill_scratch(targets: Targets) -> str:
    """Fills the scratch directory with many files."""
    block = bytes(MIB)
    files = 2 * int(targets["scratch_bytes"]) // MIB + 64
    for number in range(files):
        Path(f"{number}.bin").write_bytes(block)
        time.sleep(0.002)
    time.sleep(0.2)
    return f"{files} MiB were written"


def fill_names(_targets: Targets) -> str:
    """Makes empty files without end."""
    for number in range(50_000):
        Path(str(number)).touch()
    return "50000 files were made"


def hoard_memory(targets: Targets) -> str:
    """Takes more memory than it may."""
    hoard = [bytearray(MIB) for _ in range(int(targets["memory_bytes"]) // MIB + 64)]
    return f"{len(hoard)} MiB were had"


def open_files(_targets: Targets) -> str:
    """Opens files without end."""
    opened = [os.dup(3) for _ in range(1000)]
    return f"{len(opened)} descriptors were opened"


def start_threads(_targets: Targets) -> str:
    """Starts threads without end."""
    wanted, stop = 5000, threading.Event()
    threading.stack_size(64 << 10)
    try:
        for _ in range(wanted):
            _thread.start_new_thread(stop.wait, ())  # threading's own start waits for one that dies of lack of memory
        running = _thread._count()  # noqa: SLF001 # threads that threading did not start are counted nowhere else
    except RuntimeError as error:
        raise OSError(errno.EAGAIN, str(error)) from error
    finally:
        stop.set()
    if running < wanted:
        raise OSError(errno.ENOMEM, f"{running} threads ran")
    return f"{running} threads ran"


def dump_core(_targets: Targets) -> str:
    """Asks for a core dump, which would be kept on the machine."""
    soft, _ = resource.getrlimit(resource.RLIMIT_CORE)
    if soft == 0:
        raise OSError(errno.EPERM, "limit is 0")
    return "a core dump would be made"


def raise_limits(_targets: Targets) -> str:
    """Takes its limits off."""
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (hard + MIB, hard + MIB))
    return "a limit was raised"


def flood_output(_targets: Targets) -> str:
    """Prints without end."""
    for _ in range(64):
        print("x" * MIB)  # noqa: T201 # the point
    return "64 MiB were printed"


def flood_connection(_targets: Targets) -> str:
    """Announces an answer of 4 GiB on its connection."""
    os.write(3, struct.pack(">I", 0xFFFF_FFFF) + bytes(1 << 10))
    return "an answer was announced"


def sleep_on(_targets: Targets) -> str:
    """Ignores every signal and sleeps."""
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGALRM, signal.SIGXCPU):
        signal.signal(number, signal.SIG_IGN)
    time.sleep(3600)
    return "it slept"
