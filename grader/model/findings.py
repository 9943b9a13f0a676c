"""What one test saw of a submission, and the lowest feedback level at which each part may be shown. Trusted side.

Two enums are kept apart: `CallStatus` says how a call into student code ended, `Outcome` what a test found.
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
    """The result of a test. `ERROR` is the fault of the harness or the test's author and withholds the grade."""

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
    """How much of a hidden test its feedback may show; each level includes those listed before it."""

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
    """One sentence of a message and the lowest level at which it may be shown."""

    level: FeedbackLevel
    text: str


class CallRecord(Struct, frozen=True, kw_only=True):
    """One call that a test made into student code, described at increasing levels of detail.

    Attributes:
        target: What was called, by name: `Stack.push`. (category)
        call_status: How it ended. (category)
        signature: The kinds and shapes of the arguments, as far as the test chose them. (shape)
        return_kind: The kind and shape of the result. (inputs)
        arguments: The arguments, written out. (inputs)
        returned: The result, written out. (inputs)
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
    """Some lines of the student's own code, and the lowest level at which they may be shown.

    Attributes:
        level: That level: which line failed can reveal something about the input.
        file: The file's name.
        first: The number of the first line.
        lines: The lines, without line ends.
        marked: The number of the line where it happened, or 0.
    """

    level: FeedbackLevel
    file: str
    first: int
    lines: tuple[str, ...]
    marked: int = 0


class Profile(Struct, frozen=True, kw_only=True):
    """A series of numbers, to be drawn on a logarithmic scale: the student's beside the reference's.

    Attributes:
        what: What the numbers are: `running time`. (inputs)
        per: What each number belongs to: `run`; they are counted from 1. (inputs)
        actual: The student's. (inputs)
        expected: The reference's. (values)
    """

    what: str
    per: str
    actual: tuple[float, ...]
    expected: tuple[float, ...] = ()


class Evidence(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Everything that a test saw; `feedback.view` decides which parts a reader may see.

    Attributes:
        findings: What was found, sentence by sentence.
        calls: The calls made, in order.
        excerpts: The student's own code around the relevant places, the most relevant first.
        profile: Numbers that are easier to understand as a chart, if the test has any.
        expected: The expected value, written out. (values)
        figures: PNG files of the figures that the student drew. (inputs)
        expected_figures: PNG files of the reference's figures. (values)
        problem: Why the test could not judge: its name, file and line, and Python's message. (instructors only)
        traceback: What pytest prints about that, from the author's own code. (instructors only)
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
