"""The public face: what a program may call, and what the commands call. Trusted side.

Everything here is offered by `from grader import ...` too. The examples run in a folder of a course: its assignment
lies under `assignments/` and `solutions/`, its students' work under `submissions/`.

What the caller must see to: the command line starts Python anew, so that no module is looked for among students' files;
a program cannot be started anew. Keep your script, the folder that you start it in and all that is on `sys.path` apart
from where students can write, or start Python with `-P`. Submissions on the path are refused; what was imported before
the call is the caller's. Students' code itself runs in guests only, and the processes that grade a class take neither
your script's folder nor the current one with them. While one submission is graded the process works in the root folder:
call from one thread, and give other threads absolute paths.
"""

import os
import sys
from collections.abc import Callable, Collection, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from grader.errors import (
    AssignmentError,
    GraderError,
    HarnessError,
    HeldBackError,
    IsolationError,
    SubmissionError,
    UsageError,
)
from grader.model import CheckResult, Grade, Isolation, SubmissionResult, TaskResult, TestResult, Ungraded

if TYPE_CHECKING:
    from grader.assignment import Assignment
    from grader.gradebook.adjusting import Adjusted, Moved
    from grader.gradebook.class_run import ClassRun
    from grader.gradebook.dossier import Dossier
    from grader.gradebook.export.entries import Filled
    from grader.gradebook.hand_back.form import Returned

__all__ = [
    "AssignmentError",
    "CheckResult",
    "Grade",
    "GraderError",
    "HarnessError",
    "HeldBackError",
    "Isolation",
    "IsolationError",
    "SubmissionError",
    "SubmissionResult",
    "TaskResult",
    "TestResult",
    "Ungraded",
    "UsageError",
    "adjust",
    "adjust_from_table",
    "check",
    "drop_test",
    "export_grades",
    "grade",
    "grade_class",
    "grade_push",
    "hand_back",
    "load_grade",
    "render_report",
    "show_student",
]

PathLike: TypeAlias = str | Path


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
        path: Where it lies.
        assignment: The folder of the assignment; by default the only one under `assignments/`.
        output: A folder for grade.json, report.html and the instructor's copy; by default nothing is written.
        seed: Draw the hidden inputs from this seed and not from the secret one: for practice.
        isolation: The weakest isolation to accept.
        run_notebook: Run a notebook a second time, so that a report can show its output.

    Raises:
        UsageError: The submission cannot be read, or the call contradicts itself.
        AssignmentError: The assignment or its solution is broken.
        IsolationError: The required isolation does not hold here.
    """
    from grader.gradebook.single import grade_submission
    from grader.intake import refuse_class

    work, chosen = Path(path), _assignment(assignment)
    if work.resolve() != chosen.folder:  # which an author may grade as it stands
        _keep_apart(chosen, work)
        refuse_class(work, chosen)
    return grade_submission(work, chosen, output=_path(output), seed=seed, isolation=isolation, run=run_notebook)


def grade_class(
    source: PathLike,
    *,
    assignment: PathLike | None = None,
    output: PathLike | None = None,
    source_format: str = "",
    student_pattern: str = "",
    roster: PathLike | None = None,
    anonymous: bool = False,
    workers: int = 0,
    seed: str | None = None,
    practice: bool = False,
    isolation: Isolation = Isolation.JAILED,
    regrade: bool = False,
    run_notebooks: bool = True,
) -> "ClassRun":
    """Grades a class: what a platform gave, or a folder with one folder, archive, module or notebook for each student.

    Gives an iterator over the results, each as soon as it is there and in any order: a `Grade`, or an `Ungraded` that
    says why there is none. A submission that cannot be read or that breaks its worker costs itself and ends nothing.

    >>> from grader import Grade, grade_class
    >>> for result in sorted(grade_class("submissions", workers=1), key=lambda result: result.submission):
    ...     print(result.submission, result.score if isinstance(result, Grade) else result.reason)
    jane 5.0
    kim 3.0

    With `output` each result has been written when it comes, and the grades are kept there: the next call grades only
    what is new or changed. Whoever stops early loses nothing; the page of the class is written after the last result.

    >>> run = grade_class("submissions", output="results", workers=1)
    >>> len(run), len(list(run)), run.held_back
    (2, 2, {})

    Args:
        source: The archive (zip or tar) or the folder with the submissions.
        assignment: The folder of the assignment; by default the only one under `assignments/`.
        output: The folder for the results, outside of `source`; by default nothing is written or kept.
        source_format: The form of the source (`canvas`, `moodle`, ...); by default it is recognised.
        student_pattern: A regular expression that tells by its group `student` whose a path is, for other platforms.
        roster: A table of the students: for names, groups, and who has handed nothing in.
        anonymous: Keep names out of the results.
        workers: How many to grade at a time; by default one for each processor.
        seed: Draw the hidden inputs from this seed and not from the secret one: for practice.
        practice: Draw them from the assignment's seed for practice: students may see what comes of it at any time.
        isolation: The weakest isolation to accept.
        regrade: Grade also what has not changed since its last grade.
        run_notebooks: Run notebooks a second time, so that the reports can show their output.

    Raises:
        UsageError: There are no submissions, nobody's is of the assignment, or the call contradicts itself.
        AssignmentError: The assignment or its solution is broken.
        IsolationError: The required isolation does not hold here.
    """
    from grader.gradebook.class_run import ClassOptions, open_class
    from grader.intake import Options

    folder, results, chosen = Path(source), _path(output), _assignment(assignment)
    _keep_apart(chosen, folder)
    if results is not None and results.resolve().is_relative_to(folder.resolve()):
        raise UsageError(f"{results} lies inside {folder}: --output takes a folder outside, or it would be graded too.")
    options = ClassOptions(
        output=results,
        workers=workers,
        seed=seed,
        practice=practice,
        isolation=isolation,
        regrade=regrade,
        run=run_notebooks,
    )
    options.check()
    return open_class(folder, chosen, options, Options(source_format, student_pattern, _path(roster), anonymous))


def grade_push(
    path: PathLike = ".",
    *,
    output: PathLike,
    submission_id: str | None = None,
    formats: Collection[str] = (),
    assignment: PathLike | None = None,
    seed: str | None = None,
    isolation: Isolation = Isolation.JAILED,
    min_score: float = 0.0,
    run_notebook: bool = True,
    environment: Mapping[str, str] | None = None,
    log: Callable[[str], object] | None = None,
    warn: Callable[[str], object] | None = None,
) -> Grade:
    """Grades pushed work in CI, and leaves the results in the forms that the system reads: all may be read by students.

    What lies where results go is removed first, so that nothing that was committed is taken for a result.

    >>> from pathlib import Path
    >>> from grader import grade_push
    >>> grade = grade_push("submissions/kim", output="pushed", formats=["junit"], assignment="assignments/tiny")
    >>> sorted(path.name for path in Path("pushed").iterdir())
    ['grade.json', 'junit.xml', 'report.html']

    Args:
        path: The folder with the work, such as a checkout.
        output: The folder for files; it is made if need be.
        submission_id: The name to grade the work under; by default what the system calls the repository or its student,
            or else the folder's name.
        formats: The names of the forms to make; by default those that the system reads.
        assignment: The folder of the assignment, outside of the work; by default the only one of the grader's.
        seed: Draw the hidden inputs from this seed and not from the assignment's: for practice.
        isolation: The weakest isolation to accept.
        min_score: The score below which the caller will let the run fail, for forms that take it for something else.
        run_notebook: Run a notebook a second time, so that the report can show its output.
        environment: The variables of the system; by default those of this process.
        log: Takes what the system reads on standard output; by default it is written there.
        warn: Takes a sentence for whoever looks after the run; by default it goes to standard error.

    Raises:
        UsageError: The work cannot be read, or its results have no place.
        HeldBackError: The assignment holds its results back.
        AssignmentError: The assignment or its solution is broken.
        IsolationError: The required isolation does not hold here.
    """
    from grader.ci.delivery import Delivery
    from grader.ci.run import grade_and_deliver

    delivery = Delivery(
        wanted=formats,
        output=Path(output),
        environment=os.environ if environment is None else environment,
        checkout=Path.cwd(),
        submission=Path(path),
        min_score=min_score,
        log=log or sys.stdout.write,
        warn=warn or _warn,
    )
    return grade_and_deliver(
        delivery,
        submission_id=submission_id,
        assignment=_path(assignment),
        seed=seed,
        isolation=isolation,
        run=run_notebook,
    )


def export_grades(
    results: PathLike,
    platform: str,
    *,
    template: PathLike | None = None,
    column: str | None = None,
    output: PathLike | None = None,
) -> "Filled":
    """Fills the grades of the last run over a class into the file of a platform, or makes a plain table.

    >>> from grader import export_grades
    >>> print(export_grades("results", "plain").content.decode("utf-8-sig"))
    submission,name,score,max_score,task 1,task 2,machine_score,changes,status
    jane,,5.0,5.0,3.0,2.0,5.0,,graded
    kim,,3.0,5.0,3.0,0.0,3.0,,graded
    <BLANKLINE>

    Args:
        results: The folder that `grade_class` wrote.
        platform: The name of the form: `canvas`, `moodle`, `blackboard`, `brightspace`, `gradescope`, `plain`, `tests`,
            or one that a package adds.
        template: The file as it was downloaded from the platform; tables made from nothing need none.
        column: The name of the column to fill, where the file leaves a choice.
        output: The file to write; by default none is.

    Raises:
        UsageError: There are no grades, the template is none of this platform's, or nothing of them goes into it.
    """
    from grader.gradebook.export.formats import GRADEBOOKS
    from grader.gradebook.export.from_record import record_entries
    from grader.gradebook.store import STORE, read_record
    from grader.output.files import write_file

    chosen = GRADEBOOKS.find(platform)
    if output is not None and Path(output).is_dir():
        raise UsageError(f"{output} is a folder: --output takes the file to write.")
    if chosen.template and template is None:
        raise UsageError(f"--format {chosen.name} needs --template FILE: {chosen.template}.")
    record = read_record(Path(results) / STORE)
    content = b"" if template is None else Path(template).read_bytes()
    entries = record_entries(record)
    filled = chosen.fill(entries, content, column)
    if not filled.filled:
        reasons = " ".join(filled.notes) or "No submission finds its line there: is it the file of this class?"
        raise UsageError(f"Nothing was filled in. {reasons}")
    if output is not None:
        write_file(Path(output), filled.content)
    return filled


def hand_back(results: PathLike, form: str, output: PathLike) -> "Returned":
    """Hands the reports of a class back, in the form that a platform, mail or a web server takes.

    >>> from grader import hand_back
    >>> made = hand_back("results", "site", "site")
    >>> made.students, made.left_out
    (2, {})

    Args:
        results: The folder that `grade_class` wrote.
        form: Its name: `moodle-zip`, `canvas-zip`, `mail`, `site` or one that a package adds.
        output: The zip file or the new folder to write.

    Raises:
        UsageError: There are no grades, nobody gets anything in this form, or the output is something else.
    """
    from grader.gradebook.hand_back.forms import RETURNS
    from grader.gradebook.hand_back.service import hand_back as write_returned

    return write_returned(Path(results), RETURNS.find(form), Path(output))


def adjust(
    results: PathLike, student: str, points: float, *, reason: str, task: str = "", comment: str = ""
) -> "Adjusted":
    """Gives a student points, or takes some, after grading; the score that the tests found stays beside.

    It is on record for good, shown in report, class page and exports, and kept whenever the class is graded again.

    >>> from grader import adjust
    >>> [moved] = adjust("results", "kim", 1.5, reason="the idea was right").moved
    >>> moved.before.counted_score, moved.after.counted_score, moved.after.score
    (3.0, 4.5, 3.0)

    Args:
        results: The folder that `grade_class` wrote.
        student: What the results are called, or a name, login, address or number.
        points: How many; less than 0 are taken.
        reason: Why, for the student.
        task: The task that it concerns.
        comment: What else to tell the student in the report.

    Raises:
        UsageError: It is not clear who is meant, the reason is missing, or there is no grade.
    """
    from grader.gradebook import adjusting
    from grader.gradebook.store import Adjustment

    wanted = Adjustment(submission=student, points=points, reason=reason, task=task, comment=comment)
    return adjusting.adjust(Path(results), [wanted])


def adjust_from_table(results: PathLike, table: PathLike) -> "Adjusted":
    """The same for many at once, all or none; what is on record already is not added again.

    >>> from pathlib import Path
    >>> from grader import adjust_from_table
    >>> lines = ("student,points,reason", "jane,1,a bonus")
    >>> _ = Path("adjustments.csv").write_text(chr(10).join(lines))
    >>> adjust_from_table("results", "adjustments.csv").moved[0].after.counted_score
    6.0
    >>> adjust_from_table("results", "adjustments.csv").known
    1

    Args:
        results: The folder that `grade_class` wrote.
        table: A CSV file with the columns student, points, reason, and perhaps task and comment.

    Raises:
        UsageError: A line is not clear, and nothing was changed.
    """
    from grader.gradebook import adjusting

    return adjusting.adjust(Path(results), adjusting.read_adjustments(Path(table)), once=True)


def drop_test(
    results: PathLike, test: str, *, reason: str, carry_out: bool = False
) -> "tuple[tuple[str, ...], tuple[Moved, ...]]":
    """Has a hidden test count no longer, so that everybody has its points; gives its full names and whose score moves.

    Scores are made anew from the record: no student's code runs.

    >>> from grader import drop_test
    >>> tests, moved = drop_test("results", "test_shift", reason="not taught this year")
    >>> [(each.submission, each.gain) for each in moved if each.gain]
    [('kim', 2.0)]

    Args:
        results: The folder that `grade_class` wrote.
        test: Its title as reports have it, or its name or the end of it.
        reason: Why, for the students.
        carry_out: Do it, and not only tell what it would do.

    Raises:
        UsageError: It is not clear which test is meant, the reason is missing, or there are no grades.
    """
    from grader.gradebook import adjusting

    return adjusting.drop_test(Path(results), test, reason, carry_out=carry_out)


def show_student(results: PathLike, student: str) -> "Dossier":
    """All that is on record of a student: attempts, every grade that was ever given, adjustments, where the pages are.

    >>> from grader import show_student
    >>> found = show_student("results", "kim")
    >>> len(found.attempts), [grade.score for grade in found.grades], found.adjustments[0].reason
    (1, [3.0], 'the idea was right')

    Args:
        results: The folder that `grade_class` wrote.
        student: What the results are called, or a name, login, address or number.

    Raises:
        UsageError: It is not clear who is meant, or there are no grades.
    """
    from grader.gradebook.dossier import dossier

    return dossier(Path(results), student)


def check(path: PathLike = ".", *, assignment: PathLike | None = None, output: PathLike | None = None) -> CheckResult:
    """Checks somebody's own work with the public tests, which need no solution and give no points.

    >>> from grader import check
    >>> found = check("submissions/kim")
    >>> print(found.passed, "of", len(found.tests))
    1 of 2

    Args:
        path: The folder of the work, or the notebook.
        assignment: The folder of the assignment; by default `path` or the current folder, if it is one, or else the
            only one under `assignments/`.
        output: A folder for report.html; by default nothing is written.

    Raises:
        UsageError: There is no work, or no assignment.
        AssignmentError: There are no public tests, or they are broken.
    """
    from grader.exam.public.checker import Checker
    from grader.output.folder import write_check

    with Checker(Path(path), _path(assignment)) as checker:
        found = checker.check()
    if output is not None:
        write_check(found, Path(output))
    return found


def load_grade(path: PathLike) -> Grade:
    """Reads a grade.json, or the one in a folder of results: what its student may read.

    >>> from grader import load_grade
    >>> load_grade("results/kim").score
    3.0

    Raises:
        UsageError: There is none, or none that this version can read.
    """
    from grader.output.folder import GRADE, decode_grade

    file = Path(path)
    file = file / GRADE if file.is_dir() else file
    try:
        return decode_grade(file.read_bytes())
    except OSError as error:
        raise UsageError(
            f"{file} cannot be read ({error.strerror}): give a grade.json, or the folder of one."
        ) from error
    except ValueError as error:
        raise UsageError(f"{file} is not a readable grade ({error}): grade the submission again.") from error


def render_report(grade: Grade, *, assignment: PathLike | None = None, instructor: bool = False) -> str:
    """The report as one HTML file that needs no network: for the student, or with all that the tests saw.

    A grade that was loaded holds what its student may read, and nothing more.

    >>> from grader import load_grade, render_report
    >>> render_report(load_grade("results/kim")).startswith("<!doctype html>")
    True

    Args:
        grade: What to tell of.
        assignment: The folder of the assignment, whose diagrams mark the step that a known mistake breaks; by default
            there are none.
        instructor: Tell all of it: this page is not for students.
    """
    from grader.report import render
    from grader.report.diagrams import NO_DRAWINGS, Drawings

    drawings = NO_DRAWINGS if assignment is None else Drawings(_assignment(assignment).diagrams())
    render_page = render.render_instructor if instructor else render.render_report
    return render_page(grade, drawings)


def _warn(sentence: str) -> None:
    from grader.sanitize import escape_log

    sys.stderr.write(f"{escape_log(sentence)}\n")


def _assignment(given: PathLike | None) -> "Assignment":
    from grader.assignment import find_assignment

    return find_assignment(_path(given))


def _path(given: PathLike | None) -> Path | None:
    return None if given is None else Path(given)


def _keep_apart(assignment: "Assignment", submissions: Path) -> None:
    """Raises UsageError where a student could have written the assignment, or a module that would be imported here."""
    from grader.safe_path import keep_out

    assignment.keep_outside(submissions)
    keep_out(submissions)
