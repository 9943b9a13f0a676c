"""Writes the files of the submissions of a class, except those that are up to date. Trusted side."""

import hashlib
from collections.abc import Mapping
from pathlib import Path

import msgspec

from grader.gradebook.standing import Rules
from grader.gradebook.store.known import Report
from grader.model import Grade
from grader.output.folder import COPIES, content_digest, write_grade
from grader.output.ready import put_in_place
from grader.report.diagrams import Drawings


class ReportFiles:
    """The reports of one class.

    Args:
        output: The folder of results.
        rules: What changes grades after grading.
        drawings: The diagrams of the assignment.
        look: A digest of what reports depend on besides their grades.
        known: What was written before, by submission.
        ready: The folder with the files that workers have rendered, if any.
    """

    def __init__(
        self,
        output: Path,
        rules: Rules,
        drawings: Drawings,
        look: str,
        known: Mapping[str, Report],
        ready: Path | None = None,
    ) -> None:
        self._written: list[Report] = []
        self._output = output
        self._rules = rules
        self._drawings = drawings
        self._look = look
        self._known = known
        self._ready = ready

    def write(self, grade: Grade, run: int, held_back: str, laid: str = "") -> Grade:
        """Writes the files of a grade of this run, unless they are up to date; returns the grade as it counts.

        `laid` is the digest of its prepared files, if there are any; they are not used if the grade is held back.
        """
        standing = self._rules.standing(grade)
        name, made_of = grade.submission, self._made_of(standing, run, held_back)
        folder, copies = self._output / name, self._output / COPIES
        before = self._known.get(name)
        if before is None or before.made_of != made_of or before.content != content_digest(name, folder, copies):
            if self._ready is not None and laid and not held_back:
                put_in_place(name, self._ready, folder, copies)
                content = laid
            else:
                write_grade(standing, folder, copies, held_back, self._drawings)
                content = content_digest(name, folder, copies)
            self._written.append(Report(name, made_of, content))
        return standing

    def take_written(self) -> list[Report]:
        """What was written since the last call, for the record."""
        written, self._written = self._written, []
        return written

    def _made_of(self, standing: Grade, run: int, held_back: str) -> str:
        """A digest of which grade it is (grades in the record never change), of how it counts, and of the look."""
        dropped = [(each.test, each.reason) for each in self._rules.dropped]
        counts = (standing.score, standing.counted_score, standing.score_changes, dropped)
        told = msgspec.msgpack.encode((run, standing.digest, counts, held_back, self._look))
        return f"sha256:{hashlib.sha256(told).hexdigest()}"
