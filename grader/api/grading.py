"""Grading one submission, a class, and the bundled samples. Trusted side."""

from pathlib import Path
from typing import TYPE_CHECKING

from grader.api.arguments import PathLike, as_path, assignment_for, keep_apart
from grader.errors import UsageError
from grader.model import Grade, Isolation
from grader.model.options import GRADING, READING, ClassOptions, ReadingOptions

if TYPE_CHECKING:
    from collections.abc import Iterable

    from grader.gradebook.class_run import ClassRun
    from grader.gradebook.merging.service import Merged
    from grader.gradebook.preview import ClassPreview


def grade(
    path: PathLike,
    *,
    assignment: PathLike | None = None,
    output: PathLike | None = None,
    seed: str | None = None,
    isolation: Isolation = Isolation.JAILED,
    run_notebook: bool = True,
) -> Grade:
    """Grades one submission: a folder or an archive with the modules or the notebook, or a single module or notebook.

    >>> from grader import grade
    >>> result = grade("submissions/jane")
    >>> print(result.score, "of", result.max_score)
    5.0 of 5.0

    Args:
        path: The submission.
        assignment: The folder of the assignment; by default the only one under `assignments/`.
        output: A folder for grade.json, report.html and the instructor's copy; by default nothing is written.
        seed: Draw the hidden inputs from this seed instead of the secret one: for practice.
        isolation: The weakest isolation to accept.
        run_notebook: Run a notebook a second time, so that the report can show its output.

    Raises:
        UsageError: The submission cannot be read, or the arguments contradict each other.
        AssignmentError: The assignment or its solution is broken.
        IsolationError: The required isolation is not available here.
    """
    from grader.gradebook.single import grade_submission
    from grader.intake import refuse_class

    work, chosen = Path(path), assignment_for(path, assignment)
    if work.resolve() != chosen.folder:  # an author may grade the handout as it is
        keep_apart(chosen, work)
        refuse_class(work, chosen)
    return grade_submission(work, chosen, output=as_path(output), seed=seed, isolation=isolation, run=run_notebook)


def grade_class(
    source: PathLike,
    *,
    assignment: PathLike | None = None,
    output: PathLike | None = None,
    reading: ReadingOptions = READING,
    options: ClassOptions = GRADING,
    run_notebooks: bool = True,
) -> "ClassRun":
    """Grades a class: a platform's download, or a folder with one folder, archive, module or notebook for each student.

    Returns an iterator over the results, each as soon as it is there and in any order: a `Grade`, or an `Ungraded` that
    says why there is none. A submission that cannot be read or that breaks its worker affects no other.

    >>> from grader import Grade, grade_class
    >>> for result in sorted(grade_class("submissions"), key=lambda result: result.submission):
    ...     print(result.submission, result.score if isinstance(result, Grade) else result.reason)
    jane 5.0
    kim 3.0

    With `output`, each result has been written by the time it is yielded, and the grades are kept there: the next call
    grades only what is new or changed. Stopping early loses nothing; the class page is written after the last result.

    >>> from grader import ClassOptions
    >>> run = grade_class("submissions", output="results", options=ClassOptions(workers=1))
    >>> len(run), len(list(run)), run.held_back
    (2, 2, {})

    Args:
        source: The archive (zip or tar) or the folder with the submissions.
        assignment: The folder of the assignment; by default the only one under `assignments/`.
        output: The folder for the results, outside `source`; by default nothing is written or kept.
        reading: How the class is read: its format, its roster, whether names are kept out.
        options: How it is graded: on how many workers, from which seed, how isolated.
        run_notebooks: Run notebooks a second time, so that the reports can show their output.

    Raises:
        UsageError: There are no submissions, none belongs to the assignment, or the options contradict each other.
        AssignmentError: The assignment or its solution is broken.
        IsolationError: The required isolation is not available here.
    """
    from grader.gradebook.preload import early_server

    folder, results, chosen = Path(source), as_path(output), assignment_for(source, assignment)
    keep_apart(chosen, folder)
    if results is not None and results.resolve().is_relative_to(folder.resolve()):
        raise UsageError(f"{results} lies inside {folder}: --output takes a folder outside, or it would be graded too.")
    server = early_server(results, options)
    try:
        from grader.gradebook.open_class import open_class

        return open_class(folder, chosen, options, reading, output=results, run_notebooks=run_notebooks, server=server)
    except BaseException:
        if server is not None:
            server.close()
        raise


def merge_shards(results: "Iterable[PathLike]", *, output: PathLike, store: str = "") -> "Merged":
    """Merges the shards of a class that several machines have graded, as if it had been graded at once.

    The record of the whole class then has every grade of the shards, and the class page, the reports and the gradebook
    are made from it. Merging the same shards again changes nothing; merging later runs adds them.

    >>> from grader import ClassOptions, grade_class, merge_shards
    >>> for shard in ("1/2", "2/2"):
    ...     options = ClassOptions(shard=shard, workers=1)
    ...     graded = list(grade_class("submissions", output=f"part-{shard[0]}", options=options))
    >>> merged = merge_shards(["part-1", "part-2"], output="whole")
    >>> [(result.submission, result.score) for result in merged.results], merged.missing
    ([('jane', 5.0), ('kim', 3.0)], ())

    Args:
        results: The folders that `grade_class` wrote with `shard`; if one is missing, `missing` says which.
        output: The folder for the results of the whole class; it may contain earlier ones.
        store: The address of a database for the record; by default it is the file grades.sqlite among the results.

    Raises:
        UsageError: They are not of one class graded in one way, one of them is incomplete, or `output` is not a folder
            of this class.
    """
    from grader.gradebook.merging.service import merge_shards

    return merge_shards([Path(folder) for folder in results], Path(output), store)


def preview_class(
    source: PathLike,
    *,
    assignment: PathLike | None = None,
    reading: ReadingOptions = READING,
) -> "ClassPreview":
    """Says who is in a class, and which of the files they handed in would not be used; grades nothing.

    >>> from grader import preview_class
    >>> preview = preview_class("submissions")
    >>> preview.received.title, [each.entry.id for each in preview.received.received], preview.problems
    ('Class folder', ['jane', 'kim'], {})

    Args:
        source: The archive (zip or tar) or the folder with the submissions.
        assignment: The folder of the assignment; by default the only one under `assignments/`.
        reading: How the class is read: its format, its roster, whether names are kept out.

    Raises:
        UsageError: There are no submissions, or the source does not have that format.
    """
    from grader.gradebook.preview import preview

    return preview(Path(source), assignment_for(source, assignment), reading)


def grade_samples(*, output: PathLike | None = None, workers: int = 0, run_notebooks: bool = True) -> "ClassRun":
    """Grades the sample submissions that are bundled with the first assignment, as `grade_class` grades a class.

    Their scores are known, so any isolation level is accepted.

    >>> from grader import grade_samples
    >>> len(grade_samples()) > 5
    True

    Args:
        output: The folder for the results; by default nothing is written.
        workers: How many to grade at a time; by default one for each processor.
        run_notebooks: Run notebooks a second time, so that the reports can show their output.

    Raises:
        AssignmentError: No assignment has samples.
    """
    from grader.gradebook.open_class import open_samples

    options = ClassOptions(workers=workers, isolation=Isolation.PROCESS, regrade=True)
    return open_samples(options, output=as_path(output), run_notebooks=run_notebooks)
