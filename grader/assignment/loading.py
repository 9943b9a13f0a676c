"""assignment.toml -> `Assignment`: which one is meant, whether it is complete, and the order of its tasks.

Trusted side; runs none of it.
"""

import re
from collections.abc import Sequence
from pathlib import Path

from grader.assignment.assignment import Assignment
from grader.assignment.author_files import read_author_text, read_toml
from grader.assignment.lateness import LateTerms, policy_fault
from grader.assignment.manifest import DIAGRAMS, MANIFEST, HiddenResults, Manifest, Task
from grader.assignment.manifest_values import check_values
from grader.errors import AssignmentError, UsageError

_HEADING = re.compile(r"^[ \t]*\[\[[ \t]*(tasks|manual)[ \t]*\]\]", re.MULTILINE)


def data_root() -> Path:
    """The folder that contains `assignments/` and `solutions/`: in an installed package, or the checkout's root."""
    package = Path(__file__).resolve().parent.parent
    bundled = package / "bundled"
    return bundled if bundled.is_dir() else package.parent


def find_assignment(path: Path | None = None, *, here: bool = True, solved: bool = True) -> Assignment:
    """Loads the assignment at `path`, or the only one there is: in the current folder, unless not `here`, or bundled.

    `path` may also be the name of one of these. Without `solved` its solution need not be there.

    Raises:
        UsageError: There is no assignment, or more than one to choose from.
        AssignmentError: The manifest or a file that it names is broken or missing.
    """
    found = available_assignments(here=here)
    if path is not None:
        named = () if (path / MANIFEST).is_file() else (folder for folder in found if str(path) == folder.name)
        return load_assignment(next(iter(named), path), solved=solved)
    if not found:
        raise UsageError("There is no assignments/ folder here: say where the assignment is with --assignment PATH.")
    if len(found) > 1:
        *_, last = names = [folder.name for folder in found]
        raise UsageError(f"There are several assignments ({', '.join(names)}): say which, like --assignment {last}.")
    return load_assignment(found[0], solved=solved)


def surrounding_assignment(place: Path) -> Path | None:
    """The assignment in whose folder, or in whose solution, an author works."""
    for folder in (place, *place.parents):
        for half in (folder, folder.parent.parent / "assignments" / folder.name):
            if (half / MANIFEST).is_file() and (half == folder or folder.parent.name == "solutions"):
                return half
    return None


def available_assignments(*, here: bool = True) -> list[Path]:
    """The folders of the available assignments: in the current folder, unless not `here`, or else the bundled ones."""
    for root in (Path.cwd(), data_root()) if here else (data_root(),):
        if found := sorted(manifest.parent for manifest in (root / "assignments").glob(f"*/{MANIFEST}")):
            return found
    return []


def load_assignment(folder: Path, *, solved: bool = True) -> Assignment:
    """Loads and checks one assignment folder; its solution is at `../../solutions/<slug>`.

    Without `solved` it may be the handout alone, in which a student has worked.

    Raises:
        UsageError: `folder` has no assignment.toml.
        AssignmentError: The manifest or a file that it names is broken or missing.
    """
    folder = folder.resolve()
    manifest_file = folder / MANIFEST
    if not manifest_file.is_file():
        raise UsageError(f"{folder} has no {MANIFEST}: --assignment takes the folder of an assignment.")
    manifest = read_toml(manifest_file, Manifest, "a valid manifest")
    _check_policy(manifest.hidden_results, manifest_file)
    check_values(manifest, manifest_file)
    _check_tasks(manifest, manifest_file)
    if manifest.late is not None:
        _check_late(manifest.late, manifest_file)
    order = task_order(
        read_author_text(manifest_file), [task.id for task in manifest.tasks], [task.id for task in manifest.manual]
    )
    assignment = Assignment(manifest, folder, folder.parent.parent / "solutions" / manifest.slug, order)
    _check_requirements(assignment)
    _check_steps(assignment)
    _check_files(assignment, solved=solved)
    return assignment


def _check_tasks(manifest: Manifest, file: Path) -> None:
    ids = [*(task.id for task in manifest.tasks), *(task.id for task in manifest.manual)]
    if twice := next((each for each in ids if ids.count(each) > 1), None):
        raise AssignmentError(f"{file} has two tasks {twice}: give each an id of its own.")
    for task in manifest.tasks:
        _check_names(task, file)
        _check_extra_files(task, manifest, file)


def _check_names(task: Task, file: Path) -> None:
    place = f"Task {task.id} in {file}"
    if not task.names and not task.program:
        raise AssignmentError(f"{place} has no names: list what students define, or say `program = true`.")
    if task.program and not task.module:
        raise AssignmentError(f"{place} is a program and names no `module` that is run.")
    for name in task.names:
        fitting = name.split(".")
        if not all(map(str.isidentifier, fitting)) or len(fitting) != (1 if task.module else 2):
            how = (
                f"names are of its module {task.module}, like `Square`"
                if task.module
                else "without a `module` each name says its own, like `shapes.Square`"
            )
            raise AssignmentError(f"{place} has the name {name!r}: {how}.")


def _check_extra_files(task: Task, manifest: Manifest, file: Path) -> None:
    taken = {*manifest.given, manifest.notebook, *(f"{part.module}.py" for part in manifest.parts)}
    for name in task.extra_files:
        if not name or Path(name).name != name or name in taken:
            raise AssignmentError(
                f"Task {task.id} in {file} has the extra file {name!r}: name a file without its folder, "
                "which is neither a module of a task nor given."
            )


def _check_requirements(assignment: Assignment) -> None:
    if assignment.manifest.requires:
        from grader.assignment.requirements import check_requirements  # noqa: PLC0415 # most assignments require none

        check_requirements(assignment.slug, assignment.manifest.requires)


def _check_steps(assignment: Assignment) -> None:
    for name, step in assignment.manifest.steps.items():
        if not step.diagram or Path(step.diagram).name != step.diagram:
            raise AssignmentError(
                f"[steps.{name}] in {MANIFEST} has the diagram {step.diagram!r}: name a file that lies in {DIAGRAMS}/."
            )


def _check_files(assignment: Assignment, *, solved: bool) -> None:
    required = [assignment.folder / name for name in assignment.manifest.given]
    if solved:
        required += [*(assignment.folder / f"{part.module}.py" for part in assignment.parts), assignment.hidden_tests]
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


def _check_late(terms: LateTerms, file: Path) -> None:
    if wrong := policy_fault(terms):
        raise AssignmentError(f"[late] of {file} {wrong}")


def task_order(text: str, tasks: Sequence[str], manual: Sequence[str]) -> tuple[str, ...]:
    """The ids of all tasks as they stand in the file.

    TOML keeps both kinds as lists of their own and not which entry comes first; so the headings in the text are looked
    at. If the order cannot be told, since tasks are written as a value or a paragraph has such a line, those with tests
    come first.
    """
    headings = _HEADING.findall(text)
    if (headings.count("tasks"), headings.count("manual")) != (len(tasks), len(manual)):
        return (*tasks, *manual)
    listed = {"tasks": iter(tasks), "manual": iter(manual)}
    return tuple(next(listed[heading]) for heading in headings)
