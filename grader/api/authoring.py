"""What authors of assignments call: to create one, test its tests, and hand it out. Trusted side."""

from collections.abc import Collection
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from grader.api.arguments import PathLike, Progress, chosen_assignment, in_silence
from grader.errors import UsageError
from grader.model import Isolation

if TYPE_CHECKING:
    from grader.audit.author_run import AuthorRun
    from grader.audit.results import Audit
    from grader.handout.release import Release
    from grader.handout.scaffold import NewAssignment


def new_assignment(
    slug: str, *, kind: str = "numpy", title: str | None = None, into: PathLike = "."
) -> "NewAssignment":
    """Creates a complete assignment: a stub, tests, a reference, a known mistake and another correct solution.

    >>> from grader import new_assignment
    >>> made = new_assignment("sums", into="other")
    >>> made.folder.name, made.is_alone
    ('sums', True)

    Args:
        slug: Its name in paths and results: lower case, digits and underscores.
        kind: What its one task is about: `numpy`, `python`, `data` (a table), `program`, or `notebook` (with a figure).
        title: Its title for people; by default it is made from the name.
        into: The folder of the course; it is created if it does not exist.

    Raises:
        UsageError: The name, the title or the kind is not valid, or such an assignment exists already.
    """
    from grader.handout.scaffold import begin_assignment

    return begin_assignment(slug, title, Path(into), kind)


def make_notebooks(*, assignment: PathLike | None = None, write: bool = True) -> list[Path]:
    """Generates the notebooks of the handout and of the reference again; returns the paths of those that were stale.

    >>> from grader import make_notebooks
    >>> make_notebooks(assignment="other/assignments/sums")
    []

    Args:
        assignment: The folder of the assignment; by default the only one under `assignments/`.
        write: Write them; otherwise only report which are stale.

    Raises:
        AssignmentError: The README or a module is missing or broken.
    """
    from grader.handout import notebooks

    made = notebooks(chosen_assignment(assignment))
    stale = [path for path, content in made.items() if not path.is_file() or path.read_bytes() != content]
    for path in stale if write else ():
        path.write_bytes(made[path])
    return stale


def try_tests(assignment: PathLike | None = None, *, keyword: str = "", record: bool = False) -> "AuthorRun":
    """Runs the public and hidden tests on the reference, the stubs and the alternatives, in seconds.

    Returns an iterator over the results as they arrive: `faults` is not empty where correct work does not get all
    points, or stubs get any.

    >>> from grader import try_tests
    >>> [tried.name for tried in try_tests("other/assignments/sums") if not tried.faults]
    ['the reference', 'the stubs', 'with-loops']

    Args:
        assignment: The folder of the assignment; by default the only one under `assignments/`.
        keyword: Run only tests whose names match this expression, as in pytest: `sums and not empty`.
        record: Then record beside the solution that the reference and its notebook get all points: work that is pushed
            is graded without grading them first, as long as nothing changes.

    Raises:
        UsageError: The expression is malformed, or selects no test; or a run of some tests is to be recorded.
        AssignmentError: The tests cannot be collected, or the reference, which is to be recorded, loses a point.
    """
    from grader.audit.author_run import AuthorRun

    chosen = chosen_assignment(assignment)
    if not record:
        return AuthorRun(chosen, keyword)
    if keyword:
        raise UsageError("--record stands for all tests: leave out --keyword.")
    from grader.gradebook.right_reference import forget_record, record_right_reference

    forget_record(chosen)
    return AuthorRun(chosen, at_end=partial(record_right_reference, chosen))


def audit_assignment(
    assignment: PathLike | None = None,
    *,
    quick: bool = False,
    tasks: Collection[str] = (),
    workers: int = 0,
    output: PathLike | None = None,
    progress: Progress | None = None,
) -> "Audit":
    """Tests the hidden tests: grades the reference, the stubs, known mistakes, alternatives and mutants.

    >>> from grader import audit_assignment
    >>> audit_assignment("other/assignments/sums", quick=True, workers=1).problems
    ()

    Args:
        assignment: The folder of the assignment; by default the only one under `assignments/`.
        quick: Grade only a sample of everything.
        tasks: The ids of the tasks to audit; by default all.
        workers: How many to grade at a time; by default one for each processor.
        output: A folder for audit.json and audit.html; by default nothing is written.
        progress: Is passed each grading as it is done.

    Raises:
        UsageError: There is no such task, or the library that makes mutants is not installed.
        AssignmentError: The catalogue of known mistakes, a reference module or a test is broken.
    """
    from msgspec.structs import replace

    from grader.audit.engine import audit, write_audit
    from grader.audit.subjects import FULL, QUICK
    from grader.host.processors import usable_processors

    if workers < 0:
        raise UsageError(f"--workers {workers} is too few: give 1 or more, or leave it out.")
    chosen = chosen_assignment(assignment)
    if unknown := [name for name in tasks if name not in {task.id for task in chosen.tasks}]:
        raise UsageError(f"{chosen.slug} has no task {unknown[0]}; it has {', '.join(t.id for t in chosen.tasks)}.")
    scope = replace(QUICK if quick else FULL, tasks=tuple(tasks))
    found = audit(chosen, scope, workers=workers or usable_processors(), watch=progress or in_silence)
    if output is not None:
        write_audit(found, Path(output))
    return found


def build_release(output: PathLike, *, assignment: PathLike | None = None) -> "Release":
    """Builds the archive that students get, proven free of solutions: the same files give the same bytes.

    >>> from pathlib import Path
    >>> from grader import build_release
    >>> built = build_release("handout", assignment="other/assignments/sums")
    >>> Path(built.archive).name, "squared_error.py" in built.files
    ('sums.zip', True)

    Args:
        output: The folder for the archive, outside the handout; it is created if it does not exist.
        assignment: The folder of the assignment; by default the only one under `assignments/`.

    Raises:
        UsageError: The folder is inside the handout.
        AssignmentError: The handout earns points, repeats a part of the solution, or has a stale notebook; or the
            reference fails a public or a hidden test.
    """
    from grader.handout.release import build_release

    return build_release(chosen_assignment(assignment), Path(output))


def build_autograder(
    output: PathLike, *, assignment: PathLike | None = None, isolation: Isolation = Isolation.JAILED
) -> Path:
    """Builds the zip for Gradescope's autograder. It contains the solution: only instructors may have it.

    >>> from grader import build_autograder
    >>> build_autograder("autograder.zip", assignment="other/assignments/sums").stat().st_size > 0
    True

    Args:
        output: The zip to write.
        assignment: The folder of the assignment; by default the only one under `assignments/`.
        isolation: The weakest isolation to accept on Gradescope's machines.

    Raises:
        UsageError: The name does not end in .zip, or the file cannot be written.
        AssignmentError: A library that the assignment requires is not installed here.
    """
    from grader.handout.autograder import autograder
    from grader.output.files import make_folder, write_file

    archive = Path(output)
    if archive.suffix != ".zip":
        raise UsageError(
            f"{archive} is not the name of a zip file: give one that ends in .zip, such as autograder.zip."
        )
    built = autograder(chosen_assignment(assignment), isolation)
    make_folder(archive.parent)
    write_file(archive, built)
    return archive
