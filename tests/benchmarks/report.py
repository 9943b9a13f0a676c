"""How large the pages are, and how long they take beside the grading that they are made of, in one run.

    uv run python -m tests.benchmarks.report [--class-size 500]

A typical report stays under 300 KB, the page of 500 under 2 MB and 2 s, and rendering never dominates grading. Nothing
here is part of the test suite.
"""

import argparse
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeVar

from msgspec.structs import replace

from grader.assignment import load_assignment
from grader.exam import Exam
from grader.gradebook.samples import build_samples
from grader.intake import read_submission
from grader.model import Grade
from grader.report.class_page import render_class
from grader.report.class_row import ClassRow
from grader.report.render import render_instructor, render_report
from tests.support.loading import HANDOUT

REPORT_BYTES = 300_000
CLASS_BYTES = 2_000_000
CLASS_SECONDS = 2.0

_T = TypeVar("_T")


def timed(action: Callable[[], _T]) -> tuple[float, _T]:
    """What an action takes, in seconds on the clock, and what it gives."""
    started = time.perf_counter()
    result = action()
    return time.perf_counter() - started, result


def grade_samples() -> list[tuple[float, Grade]]:
    """Each bundled sample, graded in a standing exam; the first one warms it up and is graded twice."""
    assignment = load_assignment(HANDOUT)
    with TemporaryDirectory() as place, Exam(assignment) as exam:
        works = [
            read_submission(entry.path, assignment, submission_id=entry.id)
            for entry in build_samples(assignment, Path(place))
        ]
        exam.grade(works[0])
        return [timed(lambda work=work: exam.grade(work)) for work in works]  # type: ignore[misc] # bound at once


def row_of(grade: Grade, number: int) -> ClassRow:
    """One of a class that is made of the samples over and over."""
    name = f"{grade.submission}-{number:03}"
    return ClassRow.graded(replace(grade, submission=name), f"{name}/report.html", f"_instructor/{name}.html")


def main() -> int:
    """Prints the figures; 1 if one is beyond its bound."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--class-size", type=int, default=500)
    size = parser.parse_args().class_size
    graded = grade_samples()
    render_report(graded[0][1])  # compiles the templates
    ratios, sizes = [], []
    for seconds, grade in graded:
        rendering, (report, copy) = timed(lambda grade=grade: (render_report(grade), render_instructor(grade)))  # type: ignore[misc] # bound at once
        ratios.append(rendering / seconds)
        sizes.append(len(report.encode()))
        print(
            f"{grade.submission:20} graded in {seconds:6.2f} s, both pages in {rendering:5.3f} s ({ratios[-1]:5.1%}), "
            f"report {sizes[-1] / 1000:4.0f} KB, copy {len(copy.encode()) / 1000:4.0f} KB"
        )
    rows = [row_of(graded[number % len(graded)][1], number) for number in range(size)]
    seconds, page = timed(lambda: render_class("A class", rows))
    large = len(page.encode())
    print(f"class of {size}: {seconds:.2f} s, {large / 1e6:.2f} MB")
    print(f"rendering takes {statistics.median(ratios):.1%} of what grading takes (median)")
    held = max(sizes) < REPORT_BYTES and large < CLASS_BYTES and seconds < CLASS_SECONDS and max(ratios) < 1.0
    return 0 if held else 1


if __name__ == "__main__":
    sys.exit(main())
