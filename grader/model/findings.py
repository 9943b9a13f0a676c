"""What one test saw of a submission, and from which feedback level on each piece of it may be shown. Trusted side.

Two enums are never mixed: `CallStatus` says how a call into student code ended, `Outcome` what a test found.
"""

from enum import StrEnum
from types import MappingProxyType

from msgspec import Struct, field


class CallStatus(StrEnum):
    """How a call into a guest ended."""

    RETURNED = "returned"
    RAISED = "raised"
    TIMED_OUT = "timed_out"
    CRASHED = "crashed"
    OUT_OF_MEMORY = "out_of_memory"
    MISSING = "missing"
    PROTOCOL = "protocol"


class Outcome(StrEnum):
    """What a test found. `ERROR` is the harness's or the test author's fault and withholds the grade."""

    PASSED = "passed"
    FAILED = "failed"
    NOT_RUN = "not_run"
    ERROR = "error"


class Isolation(StrEnum):
    """The isolation a grade was made under, strongest first."""

    NAMESPACED = "namespaced"
    JAILED = "jailed"
    PROCESS = "process"

    def at_least(self, required: "Isolation") -> bool:
        """Whether this level is as strong as `required`."""
        strongest_first = list(Isolation)
        return strongest_first.index(self) <= strongest_first.index(required)


class FeedbackLevel(StrEnum):
    """How much of a hidden test its feedback may show; each level includes those above it."""

    NOTHING = "nothing"
    CATEGORY = "category"
    SHAPE = "shape"
    INPUTS = "inputs"
    VALUES = "values"

    def allows(self, level: "FeedbackLevel") -> bool:
        """Whether something that needs `level` may be shown at this level."""
        return _NARROW_TO_WIDE[level] <= _NARROW_TO_WIDE[self]


_NARROW_TO_WIDE = MappingProxyType({level: place for place, level in enumerate(FeedbackLevel)})


class Finding(Struct, frozen=True):
    """One sentence of a message and the level from which it may be shown."""

    level: FeedbackLevel
    text: str


class CallRecord(Struct, frozen=True, kw_only=True):
    """One call that a test made into student code, told at growing levels of detail.

    Attributes:
        target: What was called, by name: `Stack.push`. (category)
        call_status: How it ended. (category)
        signature: The kinds and shapes of the arguments, as far as the test chose them. (shape)
        return_kind: The kind and shape of what came back. (inputs)
        arguments: The arguments, spelled out. (inputs)
        returned: What came back, spelled out. (inputs)
        printed: What the call printed, capped. (inputs)
    """

    target: str
    call_status: CallStatus = field(name="ending")
    signature: str = ""
    return_kind: str = field(name="came_back", default="")
    arguments: str = ""
    returned: str = ""
    printed: str = ""


class Excerpt(Struct, frozen=True, kw_only=True):
    """Some lines of the student's own code, and the level from which they may be shown.

    Attributes:
        level: That level: which line failed can tell something about the input.
        file: The file's name.
        first: The number of the first line.
        lines: The lines, without their ends.
        marked: The number of the line where it happened, or 0.
    """

    level: FeedbackLevel
    file: str
    first: int
    lines: tuple[str, ...]
    marked: int = 0


class Profile(Struct, frozen=True, kw_only=True):
    """Numbers in order, to be drawn on a logarithmic scale: the student's beside the reference's.

    Attributes:
        what: What the numbers are: `running time`. (inputs)
        per: What each belongs to: `run`; they are counted from 1. (inputs)
        actual: The student's. (inputs)
        expected: The reference's. (values)
    """

    what: str
    per: str
    actual: tuple[float, ...]
    expected: tuple[float, ...] = ()


class Evidence(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What a test saw, in full; `feedback.view` decides which of it a reader may see.

    Attributes:
        findings: What was found, sentence by sentence.
        calls: The calls made, in order.
        excerpts: The student's own code around the places that matter, the most telling first.
        profile: Numbers that a picture says more about, if the test has any.
        expected: The expected value, spelled out. (values)
        figures: PNG files of the figures that the student drew. (inputs)
        expected_figures: PNG files of what the reference draws. (values)
        problem: Why the test could not judge: its name, file and line, and what Python said. (nobody but instructors)
        traceback: What pytest prints of that, of the author's own code. (nobody but instructors)
    """

    findings: tuple[Finding, ...] = ()
    calls: tuple[CallRecord, ...] = ()
    excerpts: tuple[Excerpt, ...] = ()
    profile: Profile | None = None
    expected: str = ""
    figures: tuple[bytes, ...] = ()
    expected_figures: tuple[bytes, ...] = ()
    problem: str = ""
    traceback: str = ""
