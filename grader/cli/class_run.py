"""One run over a class: grades what is new or changed, and writes every result as it comes. Trusted side."""

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from msgspec import Struct

from grader.assignment import Assignment
from grader.cli import terminal, writing
from grader.cli.terminal import Format
from grader.errors import UsageError
from grader.exam import secret_seed
from grader.gradebook.bulk import Unchanged, Ungraded, grade_class
from grader.gradebook.store import Store, made_with
from grader.host.levels import strongest_level
from grader.intake import ClassEntry
from grader.model import Grade, Isolation

STORE = "grades.sqlite"


class ClassRun(Struct, frozen=True, kw_only=True):
    """What is asked for.

    Attributes:
        assignment: What the class is graded by.
        output: The folder for the results.
        workers: How many submissions are graded at a time; 0 stands for one for each processor.
        seed: What to draw the hidden inputs from, if not from the secret seed.
        required: The weakest isolation to accept.
        form: How to say the results.
        regrade: Grade also what has not changed since its last grade.
        run: Run notebooks for the eyes too.
    """

    assignment: Assignment
    output: Path
    workers: int
    seed: str | None = None
    required: Isolation
    form: Format
    regrade: bool = False
    run: bool = True

    def carry_out(self, entries: Sequence[ClassEntry]) -> bool:
        """Grades the entries, and says and writes the results. Whether all could be judged.

        Raises:
            UsageError: The number of workers or the output folder makes no sense.
            IsolationError: The required isolation does not hold here.
        """
        if self.workers < 0:
            raise UsageError(f"--workers {self.workers} makes no sense: give 1 or more, or leave it out.")
        level = strongest_level(self.required)
        make_folder(self.output)
        results = []
        for result in terminal.progress(self._grade(entries, level), len(entries), self.form):
            if isinstance(result, Grade):
                writing.write_grade(result, self.output / result.submission, self.output / writing.COPIES)
            results.append(result)
        results.sort(key=lambda result: result.submission)
        manifest = self.assignment.manifest
        writing.write_class(manifest.title, [(task.id, task.points) for task in manifest.tasks], results, self.output)
        terminal.show_class(manifest.title, results, self.output, self.form)
        return not any(result.withheld for result in results)

    def _grade(self, entries: Sequence[ClassEntry], level: Isolation) -> Iterator[Grade | Ungraded]:
        seed = secret_seed(self.assignment) if self.seed is None else self.seed
        workers = min(self.workers or os.cpu_count() or 1, len(entries))
        with Store(self.output / STORE, made_with(self.assignment, seed, level)) as store:
            known = {} if self.regrade else store.digests()
            graded = []
            store.begin()
            for result in grade_class(
                entries,
                self.assignment,
                workers=workers,
                isolation=level,
                seed=self.seed,
                known=known,
                run=self.run,
            ):
                if isinstance(result, Unchanged):
                    graded.append(result.submission)
                    yield store.find(result.submission)
                    continue
                if isinstance(result, Grade) and not result.withheld:
                    graded.append(result.submission)
                    store.keep(result)
                yield result
            store.finish(graded)


def make_folder(output: Path) -> None:
    """Makes a folder for results. Raises UsageError where something else is in its place."""
    try:
        output.mkdir(parents=True, exist_ok=True)
    except (FileExistsError, NotADirectoryError) as error:
        raise UsageError(f"{output} is not a folder: --output takes a folder.") from error
