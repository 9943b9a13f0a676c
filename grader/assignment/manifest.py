"""What assignment.toml may say: one Struct for each part of it. Trusted side; knows no files."""

from collections.abc import Mapping
from datetime import datetime

from msgspec import Struct

from grader.assignment.lateness import LateTerms
from grader.model import PUBLIC_TESTS, FeedbackLevel

MANIFEST = "assignment.toml"
LESSON = "README.md"
SEED_FILE = "seed.txt"
GUEST_MODULES = "guest_modules"
DIAGRAMS = "diagrams"


class Limits(Struct, frozen=True, forbid_unknown_fields=True):
    """What one guest may use. Finite, all of them.

    Seconds are processor time of all threads together, as the kernel counts it, except for `idle_seconds`: other load
    on the machine changes none of them. Where the kernel does not count it (not on Linux), all of them are wall time.

    Attributes:
        load_seconds: For a module's top-level code.
        cell_seconds: For one cell of a notebook.
        notebook_seconds: For all its cells together.
        call_seconds: For one call.
        task_seconds: For all calls of one task together, and for loading again after a death.
        idle_seconds: Wall time, without waiting for a processor, that a task's code may spend without computing:
            asleep, or waiting for something that does not come. One request may spend a third of it.
        memory_bytes: Address space beyond what the libraries take.
        scratch_bytes: Largest file a guest may write.
        reply_bytes: Largest answer to one call.
        output_bytes: How much of what one call prints is kept.
    """

    load_seconds: float = 10.0
    cell_seconds: float = 10.0
    notebook_seconds: float = 30.0
    call_seconds: float = 3.0
    task_seconds: float = 12.0
    idle_seconds: float = 30.0
    memory_bytes: int = 1 << 30
    scratch_bytes: int = 64 << 20
    reply_bytes: int = 32 << 20
    output_bytes: int = 64 << 10


class Part(Struct, frozen=True):
    """A module that is handed in, and what tasks ask for in it.

    Attributes:
        module: Its name, without `.py`.
        tasks: The ids of the tasks that ask for it.
        asked: What students define there, for each of these tasks.
        program: It is run as a program, and never imported.
    """

    module: str
    tasks: tuple[str, ...]
    asked: tuple[tuple[str, ...], ...]
    program: bool = False

    @property
    def names(self) -> tuple[str, ...]:
        """What students define there."""
        return tuple(dict.fromkeys(name for names in self.asked for name in names))

    def told(self, one: str, several: str) -> str:
        """Its tasks and a verb, in a sentence: `task 1 was`, `tasks 1 and 2 were`."""
        *head, last = self.tasks
        return f"tasks {', '.join(head)} and {last} {several}" if head else f"task {last} {one}"

    def joined(self, other: "Part") -> "Part":
        """The same module, with what other tasks ask for too."""
        program = self.program and other.program
        return Part(self.module, (*self.tasks, *other.tasks), (*self.asked, *other.asked), program)


class Task(Struct, frozen=True, forbid_unknown_fields=True):
    """One task: the stub module the student fills in, the names they write there, and its points.

    A task without a module of its own asks for names of several, which it spells with their modules: `shapes.Square`.

    Attributes:
        id: Its number in the handout.
        title: Its title.
        module: The stub, and the file that is handed in, without `.py`; empty if the names say their modules.
        names: What students define there; only a program may have none.
        points: What its hidden tests give together.
        about: A paragraph for the report, in which backticks mark code.
        formulas: LaTeX, also for the report.
        prints: Words that its tests look for in what is printed, ignoring case: the first line with each is kept.
        program: The module is run as a program by the tests, and never imported.
        bonus: Its points come on top of the maximum score.
        feedback: What the feedback of its hidden tests shows, if different from the assignment's level.
        extra_files: What is handed in for it beside the module: a table, learnt numbers.
    """

    id: str
    title: str
    points: float
    module: str = ""
    names: tuple[str, ...] = ()
    about: str = ""
    formulas: tuple[str, ...] = ()
    prints: tuple[str, ...] = ()
    program: bool = False
    bonus: bool = False
    feedback: FeedbackLevel | None = None
    extra_files: tuple[str, ...] = ()

    @property
    def public_test(self) -> str:
        """The file of its public tests: `public_tests/test_2_1_sorting.py` for task 2.1.

        That of a task without a module of its own is `public_tests/test_2_1.py`.
        """
        return f"{PUBLIC_TESTS}/{'_'.join(filter(None, ('test', self.id.replace('.', '_'), self.module)))}.py"

    @property
    def parts(self) -> tuple[Part, ...]:
        """The modules that it is about, and what it asks for in each."""
        if self.module:
            return (Part(self.module, (self.id,), (self.names,), self.program),)
        spelt = [name.partition(".") for name in self.names]
        modules = dict.fromkeys(module for module, _, _ in spelt)
        return tuple(
            Part(module, (self.id,), (tuple(name for place, _, name in spelt if place == module),))
            for module in modules
        )

    @property
    def modules(self) -> tuple[str, ...]:
        """The names of these modules."""
        return tuple(part.module for part in self.parts)

    @property
    def several(self) -> tuple[str, ...]:
        """The same of a task that has no module of its own; of any other nothing."""
        return () if self.module else self.modules

    @property
    def defined_names(self) -> tuple[str, ...]:
        """What students define for it, in whichever module."""
        return tuple(name for part in self.parts for name in part.names)


class ManualTask(Struct, frozen=True, forbid_unknown_fields=True):
    """A task without tests, which a person judges: an essay, a derivation, a figure.

    Attributes:
        id: Its number in the handout.
        title: What it is called.
        file: What is handed in: a text, such as `essay.md`, or a picture in PNG or JPEG, such as `sketch.png`.
        points: What it gives at most.
        about: A paragraph for the report, in which backticks set off code.
    """

    id: str
    title: str
    file: str
    points: float
    about: str = ""


class Step(Struct, frozen=True, forbid_unknown_fields=True):
    """A step of the computation that a known mistake can break; the report marks it on a diagram.

    Attributes:
        diagram: The file of the drawing, in the folder `diagrams/`.
        title: What is drawn.
        caption: What the report says below it about a mistake in this step.
    """

    diagram: str
    title: str
    caption: str


class HiddenResults(Struct, frozen=True, forbid_unknown_fields=True):
    """How often students may see what the hidden tests found, since each time reveals a little of what is hidden.

    Attributes:
        after: Students see nothing before this time; a time with its offset.
        per_day: Of how many works of one student the results are shown in a day.
        practice_seed: `grader ci` draws its inputs from a separate seed, which reveals nothing about those for marks.
            Its results are shown at any time.
    """

    after: datetime | None = None
    per_day: int | None = None
    practice_seed: bool = False


class HandIn(Struct, frozen=True, forbid_unknown_fields=True):
    """Where `grader submit` hands in: the address of a git server, or the name of a remote in students' clones."""

    remote: str = ""
    branch: str = "main"


class Manifest(Struct, frozen=True, forbid_unknown_fields=True):
    """assignment.toml, field by field.

    `requires` are the libraries that students may use besides the standard library, NumPy and Matplotlib, as for
    pip: `pandas>=2.2`. `steps` are those that the catalogue of misconceptions may name. `student_package` is what pip
    installs for students: a name, or the address of the wheel that the course publishes.
    """

    slug: str
    title: str
    notebook: str
    given: tuple[str, ...]
    tasks: tuple[Task, ...]
    manual: tuple[ManualTask, ...] = ()
    requires: tuple[str, ...] = ()
    steps: Mapping[str, Step] = {}
    limits: Limits = Limits()
    feedback: FeedbackLevel = FeedbackLevel.CATEGORY
    hidden_results: HiddenResults = HiddenResults()
    late: LateTerms | None = None
    hand_in: HandIn = HandIn()
    student_package: str = "grader-check"

    @property
    def parts(self) -> tuple[Part, ...]:
        """The modules that are handed in, each with what all tasks ask for in it."""
        found: dict[str, Part] = {}
        for part in (part for task in self.tasks for part in task.parts):
            found[part.module] = found[part.module].joined(part) if part.module in found else part
        return tuple(found.values())
