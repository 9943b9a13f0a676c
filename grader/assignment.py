"""assignment.toml -> `Assignment`, and where its tests and reference lie. Trusted side; runs nothing of either."""

from collections.abc import Mapping
from datetime import datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Literal

import msgspec
from msgspec import Struct
from packaging.requirements import InvalidRequirement, Requirement

from grader.errors import AssignmentError, UsageError
from grader.model import PUBLIC_TESTS, Diagram, FeedbackLevel
from grader.toml_faults import toml_fault

MANIFEST = "assignment.toml"
SEED_FILE = "seed.txt"
GUEST_MODULES = "guest_modules"
DIAGRAMS = "diagrams"


class Limits(Struct, frozen=True, forbid_unknown_fields=True):
    """What one guest may use. Finite, all of them.

    Seconds are processor time, of all threads together, as the kernel counts it, but for `idle_seconds`: what else the
    machine has to do changes none of them. Where the kernel does not tell (not on Linux), all of them are wall time.

    Attributes:
        load_seconds: For a module's top-level code.
        cell_seconds: For one cell of a notebook.
        notebook_seconds: For all its cells together.
        call_seconds: For one call.
        task_seconds: For all calls of one task together, and for loading again after a death.
        idle_seconds: Wall time, without that of waiting for a processor, that a task's code may spend without
            computing: asleep, or waiting for what does not come. One request may spend a third of it.
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


class Task(Struct, frozen=True, forbid_unknown_fields=True):
    """One task: the stub module the student fills in, the names they write there, and its points.

    Attributes:
        id: Its number in the handout.
        title: What it is called.
        module: The stub, and the file that is handed in, without `.py`.
        names: What students define there; only a program may have none.
        points: What its hidden tests give together.
        about: A paragraph for the report, in which backticks set off code.
        formulas: LaTeX, for the report too.
        prints: Words that its tests look for in what is printed, in whatever case: the first line with each is kept.
        program: The module is run as a program by the tests, and never imported.
        bonus: Its points come on top of the highest score.
        feedback: What the feedback of its hidden tests shows, if not what the assignment says.
    """

    id: str
    title: str
    module: str
    points: float
    names: tuple[str, ...] = ()
    about: str = ""
    formulas: tuple[str, ...] = ()
    prints: tuple[str, ...] = ()
    program: bool = False
    bonus: bool = False
    feedback: FeedbackLevel | None = None

    @property
    def public_test(self) -> str:
        """The file of its public tests: `public_tests/test_2_1_sorting.py` for task 2.1."""
        return f"{PUBLIC_TESTS}/test_{self.id.replace('.', '_')}_{self.module}.py"


class ManualTask(Struct, frozen=True, forbid_unknown_fields=True):
    """A task without tests, which a person judges: an essay, a derivation.

    Attributes:
        id: Its number in the handout.
        title: What it is called.
        file: The text that is handed in, such as `essay.md`.
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
        caption: What the report says under it of a mistake in this step.
    """

    diagram: str
    title: str
    caption: str


class HiddenResults(Struct, frozen=True, forbid_unknown_fields=True):
    """How often students may see what the hidden tests found, since each time tells them a little of what is hidden.

    Attributes:
        after: Until then no student sees any; a time with its offset.
        per_day: Of how many works of one student they are shown in a day.
        practice_seed: `grader ci` draws its inputs from a seed of their own, which those for marks cannot be told from.
            Its results are shown whenever they are asked for.
    """

    after: datetime | None = None
    per_day: int | None = None
    practice_seed: bool = False


class LatePolicy(Struct, frozen=True, forbid_unknown_fields=True):
    """When work is due, and what it costs to be late. The score that the tests found stays; this is taken off it.

    Attributes:
        due: Until when; a time with its offset.
        grace_minutes: For how long after that nothing is taken off.
        percent: How much of the assignment's points each begun day or hour costs.
        per: Whether days count or hours.
        most_percent: What is taken off at most.
        latest: After that there are no points at all.
        extensions: Until when work is due for single students, by what their results are called, login, address or
            number.
    """

    due: datetime
    grace_minutes: float = 0.0
    percent: float = 10.0
    per: Literal["day", "hour"] = "day"
    most_percent: float = 100.0
    latest: datetime | None = None
    extensions: Mapping[str, datetime] = {}


class HandIn(Struct, frozen=True, forbid_unknown_fields=True):
    """Where `grader submit` hands in: the address of a git server, or the name of a remote in students' clones."""

    remote: str = ""
    branch: str = "main"


class Manifest(Struct, frozen=True, forbid_unknown_fields=True):
    """assignment.toml, field by field.

    `requires` are the libraries that students may use beside the standard library, NumPy and Matplotlib, written as for
    pip: `pandas>=2.2`. `steps` are those that the catalogue of misconceptions may name. `student_package` is what pip
    installs for students: a name, or the address of the wheel that the course puts somewhere.
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
    late: LatePolicy | None = None
    hand_in: HandIn = HandIn()
    student_package: str = "grader-check"


class Assignment(Struct, frozen=True):
    """An assignment on disk: its manifest, what students get (`folder`) and what they never get (`solution`)."""

    manifest: Manifest
    folder: Path
    solution: Path

    @property
    def slug(self) -> str:
        """The assignment's name in paths and results."""
        return self.manifest.slug

    @property
    def tasks(self) -> tuple[Task, ...]:
        """The tasks, in the order of the handout."""
        return self.manifest.tasks

    @property
    def hidden_tests(self) -> Path:
        """The folder of the hidden tests."""
        return self.solution / "hidden_tests"

    @property
    def seed_file(self) -> Path:
        """The file of the secret seed, from which hidden inputs are drawn."""
        return self.solution / SEED_FILE

    def public_tests(self) -> dict[str, bytes]:
        """The public tests and what lies with them, by path in the handout; nothing where there are none."""
        files = (path for path in sorted((self.folder / PUBLIC_TESTS).rglob("*")) if path.is_file())
        found = {path.relative_to(self.folder): path for path in files}
        return {name.as_posix(): path.read_bytes() for name, path in found.items() if "__pycache__" not in name.parts}

    def given_files(self) -> dict[str, bytes]:
        """The pristine given files, by name."""
        return {name: (self.folder / name).read_bytes() for name in self.manifest.given}

    @property
    def guest_module_folder(self) -> Path:
        """The folder of the author's modules that run beside the student's code."""
        return self.solution / GUEST_MODULES

    def guest_modules(self) -> dict[str, bytes]:
        """These modules, by file name. Students' code can read them, as it can read the handout."""
        return {file.name: file.read_bytes() for file in sorted(self.guest_module_folder.glob("*.py"))}

    def diagrams(self) -> tuple[Diagram, ...]:
        """The diagram of each step."""
        folder = self.folder / DIAGRAMS
        return tuple(
            Diagram(
                step=name, title=step.title, caption=step.caption, source=(folder / step.diagram).read_text("utf-8")
            )
            for name, step in self.manifest.steps.items()
        )

    @property
    def libraries(self) -> tuple[str, ...]:
        """The names of the libraries that students may use beside the standard library, NumPy and Matplotlib."""
        return tuple(requirement.name for requirement in self._requirements())

    def require_libraries(self) -> None:
        """Requires that what the manifest `requires` is installed. Raises AssignmentError."""
        for requirement in self._requirements():
            try:
                found = version(requirement.name)
            except PackageNotFoundError:
                found = ""
            if not found or not requirement.specifier.contains(found, prereleases=True):
                here = f"here is {found}" if found else "it is not installed"
                raise AssignmentError(
                    f"{self.slug} requires {requirement}, and {here}: install it beside the grader, "
                    f"for example with `pip install '{requirement}'`."
                )

    def _requirements(self) -> list[Requirement]:
        return [Requirement(text) for text in self.manifest.requires]

    def keep_outside(self, submissions: Path) -> None:
        """Requires that no student can have written the assignment, whose tests run outside of the jail.

        Raises:
            UsageError: It lies within these submissions, or within this one.
        """
        for folder in (self.folder, self.solution):
            if folder.resolve().is_relative_to(submissions.resolve()):
                raise UsageError(
                    f"{folder} lies within {submissions}, where a student could have changed it: "
                    "keep the assignment and its solution elsewhere, and name it with --assignment PATH."
                )

    def stub(self, task: Task) -> bytes:
        """The untouched stub of a task, as it was handed out."""
        return (self.folder / f"{task.module}.py").read_bytes()


def data_root() -> Path:
    """The folder that holds `assignments/` and `solutions/`: inside an installed package, or the checkout's root."""
    package = Path(__file__).resolve().parent
    bundled = package / "bundled"
    return bundled if bundled.is_dir() else package.parent


def find_assignment(path: Path | None = None, *, here: bool = True, solved: bool = True) -> Assignment:
    """Loads the assignment at `path`, or the only one there is: in the current folder, unless not `here`, or our own.

    Without `solved` its solution need not be there.

    Raises:
        UsageError: There is no assignment, or more than one to choose from.
        AssignmentError: The manifest or a file that it names is broken or missing.
    """
    if path is not None:
        return load_assignment(path, solved=solved)
    found = available_assignments(here=here)
    if not found:
        raise UsageError("There is no assignments/ folder here: say where the assignment is with --assignment PATH.")
    if len(found) > 1:
        names = ", ".join(folder.name for folder in found)
        raise UsageError(f"There are several assignments ({names}): say which with --assignment PATH.")
    return load_assignment(found[0], solved=solved)


def available_assignments(*, here: bool = True) -> list[Path]:
    """The folders of the assignments there are: in the current folder, unless not `here`, or else our own."""
    for root in (Path.cwd(), data_root()) if here else (data_root(),):
        if found := sorted(manifest.parent for manifest in (root / "assignments").glob(f"*/{MANIFEST}")):
            return found
    return []


def load_assignment(folder: Path, *, solved: bool = True) -> Assignment:
    """Loads and checks one assignment folder; its solution lies at `../../solutions/<slug>`.

    Without `solved` it may be the handout alone, in which a student has worked.

    Raises:
        UsageError: `folder` has no assignment.toml.
        AssignmentError: The manifest or a file that it names is broken or missing.
    """
    folder = folder.resolve()
    manifest_file = folder / MANIFEST
    if not manifest_file.is_file():
        raise UsageError(f"{folder} has no {MANIFEST}: --assignment takes the folder of an assignment.")
    content = manifest_file.read_bytes()
    try:
        manifest = msgspec.toml.decode(content, type=Manifest)
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise AssignmentError(
            f"{manifest_file} is not a valid manifest: {toml_fault(error, content, Manifest)}"
        ) from error
    _check_policy(manifest.hidden_results, manifest_file)
    _check_tasks(manifest, manifest_file)
    if manifest.late is not None:
        _check_late(manifest.late, manifest_file)
    assignment = Assignment(manifest, folder, folder.parent.parent / "solutions" / manifest.slug)
    _check_requirements(assignment)
    _check_steps(assignment)
    _check_files(assignment, solved=solved)
    return assignment


def _check_tasks(manifest: Manifest, file: Path) -> None:
    ids = [*(task.id for task in manifest.tasks), *(task.id for task in manifest.manual)]
    if twice := next((each for each in ids if ids.count(each) > 1), None):
        raise AssignmentError(f"{file} has two tasks {twice}: give each an id of its own.")
    for task in manifest.tasks:
        if not task.names and not task.program:
            raise AssignmentError(
                f"Task {task.id} in {file} has no names: list what students define, or say `program = true`."
            )


def _check_requirements(assignment: Assignment) -> None:
    for text in assignment.manifest.requires:
        try:
            Requirement(text)
        except InvalidRequirement as error:
            raise AssignmentError(
                f"{assignment.slug} requires {text!r}, which names no library: write it as for pip, like 'pandas>=2.2'."
            ) from error


def _check_steps(assignment: Assignment) -> None:
    for name, step in assignment.manifest.steps.items():
        if not step.diagram or Path(step.diagram).name != step.diagram:
            raise AssignmentError(
                f"[steps.{name}] in {MANIFEST} has the diagram {step.diagram!r}: name a file that lies in {DIAGRAMS}/."
            )


def _check_files(assignment: Assignment, *, solved: bool) -> None:
    required = [assignment.folder / name for name in assignment.manifest.given]
    if solved:
        required += [*(assignment.folder / f"{task.module}.py" for task in assignment.tasks), assignment.hidden_tests]
        required += [assignment.folder / DIAGRAMS / step.diagram for step in assignment.manifest.steps.values()]
    for path in required:
        if not path.exists():
            raise AssignmentError(f"{assignment.slug} lacks {path}: restore it or take it out of {MANIFEST}.")


def _check_policy(policy: HiddenResults, file: Path) -> None:
    if policy.after is not None and policy.after.tzinfo is None:
        raise AssignmentError(
            f"after in [hidden_results] of {file} says no offset: write it like 2026-12-01T23:59:00+01:00."
        )
    if policy.per_day is not None and policy.per_day < 1:
        raise AssignmentError(
            f"per_day in [hidden_results] of {file} is {policy.per_day}: give 1 or more, or hold all back with after."
        )


def _check_late(policy: LatePolicy, file: Path) -> None:
    times = {"due": policy.due, "latest": policy.latest, **policy.extensions}
    for name, time in times.items():
        if time is not None and time.tzinfo is None:
            raise AssignmentError(
                f"{name} in [late] of {file} says no offset: write it like 2026-12-01T23:59:00+01:00."
            )
    if not (0 <= policy.percent <= policy.most_percent <= 100) or policy.grace_minutes < 0:  # noqa: PLR2004 # percent
        raise AssignmentError(
            f"[late] of {file} cannot be: grace_minutes is 0 or more, and percent is between 0 and most_percent, "
            "which is 100 or less."
        )
