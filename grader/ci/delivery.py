"""Where each format of the results goes: files of the output folder, the checkout, the log. Trusted side.

Everything in a checkout is the student's: no link in it is followed, and nothing that lies where results go may be
mistaken for this run's, whether from an earlier run or forged.
"""

import os
import secrets
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import assert_never

from grader.ci.format import AppendedText, CheckoutFile, Job, LoggedText, Output, OutputFile, ResultFormat
from grader.ci.formats import FORMATS, is_read_here
from grader.ci.results import Results
from grader.errors import GraderError, UsageError
from grader.output import files
from grader.output.folder import GRADE, PAGE

OUTPUT = "grader-results"
"""The default folder for files: under this name it is ours, with everything in it."""
OTHERS = "gl-*"
"""Files of other reports that GitLab looks for; none of them is ever ours."""


@dataclass(frozen=True)
class Delivery:
    """What to write where.

    Attributes:
        wanted: The names of the requested formats, besides grade.json and report.html; by default those that
            the system reads.
        output: The folder for files; it need not exist yet.
        environment: The variables of the system.
        checkout: The folder in which some systems look for files.
        submission: Where the work is.
        min_score: The score below which the run ends with 1.
        log: Writes to standard output, at once.
        warn: Writes a sentence for the person in charge of the run.
    """

    wanted: Collection[str]
    output: Path
    environment: Mapping[str, str]
    checkout: Path
    submission: Path
    min_score: float
    log: Callable[[str], object]
    warn: Callable[[str], object]

    def check(self) -> None:
        """Finds out before grading what could not be delivered afterwards. Raises UsageError."""
        for each in self._formats():
            each.check(self._job())

    def clear(self) -> None:
        """Removes whatever is in the place of results: it is not from this run, and must not remain without a grade.

        Raises:
            UsageError: The folder for results is the submission itself, or something can be neither removed nor moved;
                or a requested format cannot be used.
        """
        self._clear(FORMATS.built_in)  # whatever is wrong with those that were added
        self._clear(FORMATS.all())

    def _clear(self, formats: Collection[ResultFormat]) -> None:
        output, submission = (Path(os.path.normpath(path.absolute())) for path in (self.output, self.submission))
        if output.resolve() == submission.resolve():
            raise UsageError(f"{self.output} is the submission itself: --output takes another folder, for the results.")
        inside = output.is_relative_to(submission)
        if inside:
            _remove_links(submission, output.relative_to(submission))
        if inside and output.name == OUTPUT:
            self._clear_folder(output)
        elif output.is_dir():
            names = (GRADE, PAGE, *(name for each in formats for name in each.files))
            for path in (*(output / name for name in names), *output.glob(OTHERS)):
                _remove(path)
        for name in (name for each in formats if self._is_chosen(each) for name in each.checkout_files):
            _remove(self.checkout / name)

    def _clear_folder(self, output: Path) -> None:
        """Removes the folder for results; what cannot be removed is moved to where nothing looks for results."""
        try:
            files.discard(output)
        except OSError as error:
            aside = output.with_name(f".{OUTPUT}-{secrets.token_hex(8)}")
            try:
                output.rename(aside)
            except OSError:
                raise UsageError(_unremovable(output, error)) from error
            self.warn(
                f"grader: {output} was there already and cannot be removed ({error.strerror}); it is now {aside.name}."
            )

    def begin(self, said: str) -> None:
        """Says what is graded, where the log is for people."""
        for each in self._formats():
            self._put(each.begin(said, self._job()))

    def deliver(self, results: Results) -> None:
        """Writes the results of a grading; if a grade is withheld, nothing shows a score."""
        for each in self._formats():
            self._put(each.render(results, self._job()))

    def refuse(self, fault: GraderError) -> None:
        """Says why there is no grade, where students will see it."""
        for each in self._formats():
            self._put(each.refuse(fault, self._job()))

    def _formats(self) -> list[ResultFormat]:
        if self.wanted:
            return [FORMATS.find(name) for name in dict.fromkeys(self.wanted)]
        return [each for each in FORMATS.all() if self._is_chosen(each)]

    def _is_chosen(self, each: ResultFormat) -> bool:
        return each.name in self.wanted if self.wanted else is_read_here(each, self.environment)

    def _job(self) -> Job:
        return Job(self.environment, self.output, self.min_score, datetime.now(UTC))

    def _put(self, outputs: Iterable[Output]) -> None:
        for output in outputs:
            match output:
                case OutputFile():
                    files.make_folder(self.output)
                    files.write_file(self.output / output.name, output.content)
                case CheckoutFile():
                    files.write_file(self.checkout / output.name, output.content)
                case AppendedText():
                    with output.file.open("a", encoding="utf-8") as file:
                        file.write(output.text)
                case LoggedText():
                    self.log(output.text)
                case _:
                    assert_never(output)


def _remove_links(submission: Path, inside: Path) -> None:
    """Removes what is a link on the way from the submission to a folder inside of it."""
    for folder in (*reversed(inside.parents), inside):
        if (submission / folder).is_symlink():
            _remove(submission / folder)


def _remove(path: Path) -> None:
    try:
        files.discard(path)
    except OSError as error:
        raise UsageError(_unremovable(path, error)) from error


def _unremovable(path: Path, error: OSError) -> str:
    return (
        f"{path} was there already and cannot be removed ({error.strerror}), so nothing was graded: it could be taken "
        "for the result. Take it away, or give another place for the results."
    )
