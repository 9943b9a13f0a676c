"""The result model: frozen data that every rendering is made from. Trusted side; knows no file format and no HTML.

Two enums are never mixed: `CallStatus` says how a call into student code ended, `Outcome` what a test found.
"""

from collections.abc import Mapping
from enum import StrEnum
from typing import TypeAlias

from msgspec import UNSET, Struct, UnsetType, field

SCHEMA = "grader/grade/1"
PUBLIC_TESTS = "public_tests"
"""The folder of the tests that students have; an excerpt of a file in it is of a test, and not of a student's code."""


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
        narrow_to_wide = list(FeedbackLevel)
        return narrow_to_wide.index(level) <= narrow_to_wide.index(self)


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


class Diagram(Struct, frozen=True, kw_only=True):
    """An author's drawing of one step of an assignment, for the reports.

    Attributes:
        step: The step, as the catalogue of misconceptions names it.
        title: What is drawn.
        caption: What it says of a mistake in this step.
        source: The drawing: SVG, as a template.
    """

    step: str
    title: str
    caption: str
    source: str


class TestResult(Struct, frozen=True, kw_only=True):
    """What one hidden test found in one submission. `message` is what the student may read.

    Attributes:
        misconception: The known mistake that explains what failed first in it.
        further_misconceptions: Those that explain what else failed in it.
        follows: The failed test above it that it builds on, where it was held against the known mistake made there
            and passed, since it is consistent with that.
    """

    __test__ = False  # not a test class, whatever pytest thinks of its name

    name: str
    title: str
    outcome: Outcome
    call_status: CallStatus = field(name="ending")
    score: float
    max_score: float
    message: str
    feedback_level: FeedbackLevel = field(name="budget")
    misconception: Misconception | None = None
    further_misconceptions: tuple[Misconception, ...] = ()
    follows: str = ""
    evidence: Evidence = Evidence()

    @property
    def misconceptions(self) -> tuple[Misconception, ...]:
        """All that explain what failed in it, the first first."""
        return () if self.misconception is None else (self.misconception, *self.further_misconceptions)

    @property
    def unwritten(self) -> bool:
        """Whether it met code that is still to be written, so that there was nothing to judge: public tests only."""
        return self.outcome is Outcome.NOT_RUN and self.call_status is CallStatus.RAISED


class TaskResult(Struct, frozen=True, kw_only=True):
    """All tests of one task. `about` says in a paragraph what it is about, `formulas` are LaTeX of its author's."""

    id: str
    title: str
    score: float
    max_score: float
    tests: tuple[TestResult, ...]
    about: str = ""
    formulas: tuple[str, ...] = ()


class Provenance(Struct, frozen=True, kw_only=True):
    """What a grade was made with, so that it can be reproduced.

    Attributes:
        grader: The harness's version.
        python: The version of the Python that ran the tests and the student's code.
        numpy: The same of NumPy.
        seed: Commitment to the secret seed: it gives nothing away, yet no other seed fits it. Or, after --seed, that
            there is none.
    """

    grader: str
    python: str
    numpy: str
    seed: str


class CellKind(StrEnum):
    """What a cell of a notebook is."""

    CODE = "code"
    MARKDOWN = "markdown"
    RAW = "raw"


class OutputKind(StrEnum):
    """What a cell put out."""

    TEXT = "text"
    ERROR = "error"
    PICTURE = "picture"
    OMITTED = "omitted"


class CellOutput(Struct, frozen=True, omit_defaults=True):
    """One output: text, cleaned of terminal codes and capped, or the bytes of a PNG file. Never markup."""

    kind: OutputKind
    text: str = ""
    png: bytes = b""


class ExecutedCell(Struct, frozen=True):
    """One cell as it was executed for display; people count cells from 1."""

    number: int
    kind: CellKind
    source: str
    outputs: tuple[CellOutput, ...] = ()


class ExecutedNotebook(Struct, frozen=True):
    """A notebook as it was executed for display, apart from the run that is graded. Nothing in here decides points.

    Attributes:
        name: Its file name.
        isolation: What the run was kept from seeing.
        cells: Its cells, as far as they were run.
        problem: Why the run did not finish, as one sentence; empty if it did.
    """

    name: str
    isolation: Isolation
    cells: tuple[ExecutedCell, ...] = ()
    problem: str = ""


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
    provenance: Provenance | None = None
    executed: ExecutedNotebook | UnsetType = UNSET  # for the report; it stands in no grade.json

    @property
    def withheld(self) -> bool:
        """Whether some test could not judge, so that this grade must not be released."""
        return any(test.outcome is Outcome.ERROR for task in self.tasks for test in task.tests)

    @property
    def problems(self) -> tuple[str, ...]:
        """Why tests could not judge, for the instructor; what a student may read of a grade has none."""
        return tuple(test.evidence.problem for task in self.tasks for test in task.tests if test.evidence.problem)


class Ungraded(Struct, frozen=True, tag="ungraded"):
    """A submission without a grade, and why; `withheld` where that is the harness's fault and not the submission's."""

    submission: str
    reason: str
    withheld: bool = False


SubmissionResult: TypeAlias = Grade | Ungraded
"""What becomes of one submission of a class."""


class CheckResult(Struct, frozen=True, kw_only=True):
    """What the public tests found in a student's own work. It is not a grade: nothing in it gives points."""

    assignment: str
    title: str
    submission: str
    digest: str
    isolation: Isolation
    tasks: tuple[TaskResult, ...]
    notes: tuple[str, ...] = ()

    @property
    def tests(self) -> tuple[TestResult, ...]:
        """The tests of all tasks, in order."""
        return tuple(test for task in self.tasks for test in task.tests)

    @property
    def passed(self) -> int:
        """How many of them passed."""
        return sum(test.outcome is Outcome.PASSED for test in self.tests)


class Cell(Struct, frozen=True):
    """One cell.

    Attributes:
        kind: What it is.
        source: Its text as the student wrote it.
        code: What runs: the source without IPython's own syntax, line for line. Empty unless it is a code cell.
    """

    kind: CellKind
    source: str
    code: str = ""


class Notebook(Struct, frozen=True):
    """A notebook that holds the solution of at least one task.

    Attributes:
        name: Its file name.
        cells: All its cells, from top to bottom; people count them from 1.
        modules: The tasks, by module name, that are graded in the namespace of its run; for each the numbers of the
            cells that define its names, as far as they can be told without running them.
    """

    name: str
    cells: tuple[Cell, ...]
    modules: Mapping[str, tuple[int, ...]]

    def cell_name(self, number: int) -> str:
        """What tracebacks call a cell."""
        return f"{self.name}, cell {number}"

    def cell_files(self) -> dict[str, bytes]:
        """The code of the cells, under the names that tracebacks have for them."""
        numbered = enumerate(self.cells, start=1)
        return {self.cell_name(number): cell.code.encode() for number, cell in numbered if cell.kind is CellKind.CODE}


class Submission(Struct, frozen=True, kw_only=True):
    """What intake made of whatever arrived.

    Attributes:
        id: The name it is graded under.
        digest: `sha256:...` over all file names and contents.
        files: Relative POSIX path -> content; task modules stand at the top under their exact names. No given files.
        problems: Task module name (without `.py`) -> why it cannot be used, as one sentence for the student.
        notes: What intake repaired or ignored, in words a novice can act on.
        notebook: The notebook, where one is graded; it does not lie among the files.
        origins: Name of a file or the notebook -> relative POSIX path it arrived under, where that is another one.
    """

    id: str
    digest: str
    files: Mapping[str, bytes]
    problems: Mapping[str, str]
    notes: tuple[str, ...] = ()
    notebook: Notebook | None = None
    origins: Mapping[str, str] = {}
