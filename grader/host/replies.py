"""What a guest says about itself, reduced to what an honest guest could have said. Trusted side.

Lengths are capped here whatever the guest was told to respect. A place in a traceback counts only if it is a line
of a file that was handed in, and that line is quoted from the host's copy: a guest could name a file, or
forge a line, after a hidden input.
"""

from collections.abc import Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from grader.assignment import Limits
from grader.host.source_lines import source_lines
from grader.model import CallStatus
from grader.wire.figures import MAX_FIGURES, figure_fault
from grader.wire.frames import WireError
from grader.wire.messages import Raised, Returned, TracebackFrame
from grader.wire.public_tests import TestHalt

MAX_FRAMES = 8
MAX_TYPE_NAMES = 32
MAX_NAME_CHARACTERS = 100
MAX_MESSAGE_CHARACTERS = 4_000
MAX_LINE_CHARACTERS = 200


class CallFailure(Struct, frozen=True, kw_only=True):
    """Why a request did not return. `type_names`, `message` and `printed` are the student's own words.

    `usable` says that what was to be loaded or run can be used all the same; `halt` describes a test's line.
    """

    call_status: CallStatus
    reason: str
    type_names: tuple[str, ...] = ()
    message: str = ""
    frames: tuple[TracebackFrame, ...] = ()
    printed: str = ""
    usable: bool = False
    halt: TestHalt | None = None


def failure_of(reply: Raised, limits: Limits, files: Mapping[str, bytes]) -> CallFailure:
    """How a request that raised failed; `files` are those that the guest was given."""
    out_of_memory = "MemoryError" in reply.type_names
    return CallFailure(
        call_status=CallStatus.OUT_OF_MEMORY if out_of_memory else CallStatus.RAISED,
        reason="it ran out of memory" if out_of_memory else "it raised an exception",
        type_names=tuple(name[:MAX_NAME_CHARACTERS] for name in reply.type_names[:MAX_TYPE_NAMES]),
        message=reply.message[:MAX_MESSAGE_CHARACTERS],
        frames=_frames(reply.frames, files),
        printed=_printed(reply, limits),
        usable=reply.usable,
        halt=reply.halt,
    )


def trimmed(reply: Returned, limits: Limits) -> Returned:
    """The reply with no more printed text than was requested.

    Raises:
        WireError: It reports more figures than honest code has open, or more in one than anybody draws.
    """
    if len(reply.figures) > MAX_FIGURES:
        raise WireError(f"{len(reply.figures)} figures")
    if too_much := next(filter(None, map(figure_fault, reply.figures)), ""):
        raise WireError(too_much)
    cap = limits.output_bytes
    if len(reply.stdout) <= cap and len(reply.stderr) <= cap:
        return reply
    return replace(reply, stdout=reply.stdout[:cap], stderr=reply.stderr[:cap])


def _printed(reply: Raised | Returned, limits: Limits) -> str:
    return reply.stdout[: limits.output_bytes] + reply.stderr[: limits.output_bytes]


def _frames(frames: Sequence[TracebackFrame], files: Mapping[str, bytes]) -> tuple[TracebackFrame, ...]:
    places = []
    for frame in frames[-MAX_FRAMES:]:
        lines = source_lines(files.get(frame.file, b""))
        if 0 < frame.line <= len(lines):
            places.append(TracebackFrame(frame.file, frame.line, "", _quoted(lines[frame.line - 1])))
    return tuple(places)


def _quoted(line: str) -> str:
    line = line.strip()
    return line if len(line) <= MAX_LINE_CHARACTERS else f"{line[:MAX_LINE_CHARACTERS]}…"
