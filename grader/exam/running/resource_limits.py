"""What grading one submission may cost the process that does it: the last resort behind the limits of the wire. Trusted
side; the kernel counts.

Everything that comes back from a guest is measured before it is used, so no submission should get close to
these limits. One that does, through a gap in that, ends the worker and nobody else's grade. Load does not count: it is
processor time, and of this process alone.
"""

import math
import resource
import signal
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from msgspec import Struct


class ResourceLimits(Struct, frozen=True):
    """The limits on one submission.

    Attributes:
        cpu_seconds: Processor time of the exam itself; an ordinary submission takes one or two, with guests apart.
        memory_bytes: Beyond what the standing exam has; an ordinary submission takes some ten million.
    """

    cpu_seconds: int = 120
    memory_bytes: int = 1 << 30


@contextmanager
def limit_resources(resource_limits: ResourceLimits) -> Iterator[None]:
    """Asks the kernel to end this process when it takes more processor time, and to refuse it more memory."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    seconds = math.ceil(used.ru_utime + used.ru_stime) + resource_limits.cpu_seconds
    held = _data_bytes()
    memory = resource.RLIM_INFINITY if held is None else held + resource_limits.memory_bytes
    with _limit(resource.RLIMIT_CPU, seconds), _limit(resource.RLIMIT_DATA, memory):
        yield


def explain_exit(exit_code: int, resource_limits: ResourceLimits) -> str:
    """Why a process that graded within these limits ended early, if that is the submission's doing; else empty."""
    if exit_code == -signal.SIGXCPU:
        return f"It kept the grader busy: what it answered took more than {resource_limits.cpu_seconds} s to process."
    if exit_code == -signal.SIGKILL:
        return "It took the grader's memory: the process that graded it was killed."
    return ""


@contextmanager
def _limit(which: int, maximum: int) -> Iterator[None]:
    soft, hard = resource.getrlimit(which)
    known = [limit for limit in (maximum, soft, hard) if limit != resource.RLIM_INFINITY]
    # A system may refuse this limit: then there is a last resort less, and nothing to undo.
    with suppress(OSError, ValueError):
        resource.setrlimit(which, (min(known, default=resource.RLIM_INFINITY), hard))
    try:
        yield
    finally:
        with suppress(OSError, ValueError):
            resource.setrlimit(which, (soft, hard))


def _data_bytes() -> int | None:
    """The memory of this process that counts against the limit; None where the kernel does not tell."""
    try:
        lines = Path("/proc/self/status").read_text().splitlines()
    except OSError:
        return None
    return next((int(line.split()[1]) << 10 for line in lines if line.startswith("VmData:")), None)
