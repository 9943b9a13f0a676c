"""The result model: frozen data that every rendering is made from. Trusted side; knows no file format and no HTML.

Two enums are never mixed: `Ending` says how a call into student code ended, `Outcome` what a test found.
"""

from collections.abc import Mapping
from enum import StrEnum

from msgspec import Struct

SCHEMA = "grader/grade/1"


class Ending(StrEnum):
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


class Budget(StrEnum):
    """How much of a hidden test its feedback may show; each level includes those above it."""

    NOTHING = "nothing"
    CATEGORY = "category"
    SHAPE = "shape"
    INPUTS = "inputs"
    VALUES = "values"

    def allows(self, level: "Budget") -> bool:
        """Whether something that needs `level` may be shown under this budget."""
        narrow_to_wide = list(Budget)
        return narrow_to_wide.index(level) <= narrow_to_wide.index(self)


class Part(Struct, frozen=True):
    """One sentence of a message and the budget from which on it may be shown."""

    level: Budget
    text: str


class CallRecord(Struct, frozen=True, kw_only=True):
    """One call that a test made into student code, told at growing levels of detail.

    Attributes:
        target: What was called, by name: `MultiLayerNetwork.backward_pass`. (category)
        ending: How it ended. (category)
        signature: The kinds and shapes of the arguments. (shape)
        came_back: The kind and shape of what came back. (shape)
        arguments: The arguments, spelled out. (inputs)
        returned: What came back, spelled out. (inputs)
        printed: What the call printed, capped. (inputs)
    """

    target: str
    ending: Ending
    signature: str = ""
    came_back: str = ""
    arguments: str = ""
    returned: str = ""
    printed: str = ""


class Evidence(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What a test saw, in full; `report.view` decides which of it a reader may see.

    Attributes:
        findings: What was found, sentence by sentence.
        calls: The calls made, in order.
        expected: The expected value, spelled out. (values)
        figures: PNG files of the figures that the student drew. (inputs)
    """

    findings: tuple[Part, ...] = ()
    calls: tuple[CallRecord, ...] = ()
    expected: str = ""
    figures: tuple[bytes, ...] = ()


class Misconception(Struct, frozen=True, omit_defaults=True):
    """A known mistake that explains a failure.

    Attributes:
        id: Its name in the catalogue.
        title: What was done, in a few words.
        hint: What leads to the step, without giving the line away.
        explanation: Why it is wrong, in the student's language.
        step: The step of the computation that it breaks; the report marks it on a diagram.
        handout: The section of the handout to read, as an anchor.
    """

    id: str
    title: str
    hint: str
    explanation: str = ""
    step: str = ""
    handout: str = ""


class TestResult(Struct, frozen=True, kw_only=True):
    """What one hidden test found in one submission. `message` is what the student may read."""

    __test__ = False  # not a test class, whatever pytest thinks of its name

    name: str
    title: str
    outcome: Outcome
    ending: Ending
    score: float
    max_score: float
    message: str
    budget: Budget
    misconception: Misconception | None = None
    evidence: Evidence = Evidence()


class TaskResult(Struct, frozen=True, kw_only=True):
    """All tests of one task."""

    id: str
    title: str
    score: float
    max_score: float
    tests: tuple[TestResult, ...]


class Grade(Struct, frozen=True, kw_only=True):
    """The grade of one submission. The same submission, assignment and harness give the same grade to the byte."""

    schema: str = SCHEMA
    assignment: str
    title: str
    submission: str
    digest: str
    isolation: Isolation
    score: float
    max_score: float
    tasks: tuple[TaskResult, ...]
    notes: tuple[str, ...] = ()

    @property
    def withheld(self) -> bool:
        """Whether some test could not judge, so that this is no grade to hand out."""
        return any(test.outcome is Outcome.ERROR for task in self.tasks for test in task.tests)


class Submission(Struct, frozen=True, kw_only=True):
    """What intake made of whatever arrived.

    Attributes:
        id: The name it is graded under.
        digest: `sha256:...` over all file names and contents.
        files: Relative POSIX path -> content; task modules stand at the top under their exact names. No given files.
        problems: Task module name (without `.py`) -> why it cannot be used, as one sentence for the student.
        notes: What intake repaired or ignored, in words a novice can act on.
    """

    id: str
    digest: str
    files: Mapping[str, bytes]
    problems: Mapping[str, str]
    notes: tuple[str, ...] = ()
