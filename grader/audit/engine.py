"""Runs an audit, from its trials to its findings, and writes these as a page and as JSON. Trusted side."""

import time
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from pathlib import Path

import msgspec
from jinja2 import Environment

from grader.assignment import Assignment
from grader.audit.analysis import Timing, analyse
from grader.audit.equivalents import load_equivalents
from grader.audit.grading import SubjectResult, grade_subjects
from grader.audit.results import Audit
from grader.audit.subjects import Scope, make_subjects
from grader.exam.running.pool import worker_pool
from grader.output.files import make_folder, write_file
from grader.report.environment import make_environment

Progress = Callable[[Iterable[SubjectResult], int], Iterator[SubjectResult]]
"""Passes results on, and may show progress; given the total number."""


def audit(assignment: Assignment, scope: Scope, *, workers: int, watch: Progress) -> Audit:
    """Audits an assignment.

    Raises:
        AssignmentError: The catalogue, the list of equivalent mutants or a reference module is broken.
        UsageError: The generator of mutants is not installed.
    """
    started = time.perf_counter()
    equivalents = load_equivalents(assignment)
    with worker_pool(workers) as executor:
        subjects = make_subjects(assignment, executor, scope)
        results = sorted(
            watch(grade_subjects(executor, subjects, assignment), len(subjects)), key=lambda result: result.number
        )
    graded = [(subjects[result.number], result) for result in results]
    return analyse(assignment, graded, equivalents, Timing(scope, time.perf_counter() - started))


def write_audit(audit: Audit, folder: Path) -> None:
    """Writes audit.json and audit.html."""
    make_folder(folder)
    write_file(folder / "audit.json", encode_audit(audit), private=True)
    write_file(folder / "audit.html", render_audit(audit).encode("utf-8"), private=True)


def encode_audit(audit: Audit) -> bytes:
    """The findings as JSON."""
    return msgspec.json.format(msgspec.json.encode(audit), indent=2) + b"\n"


def render_audit(audit: Audit) -> str:
    """The page of an audit: one self-contained HTML file."""
    return _environment().get_template("audit.html").render(audit=audit)


@cache
def _environment() -> Environment:
    return make_environment("grader.audit")
