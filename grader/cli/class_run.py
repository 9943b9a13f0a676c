"""One run over a class: grades what is new or changed, and writes every result as it comes. Trusted side."""

import os
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path

from msgspec import Struct

from grader.assignment import Assignment
from grader.cli import terminal
from grader.cli.terminal import Format
from grader.errors import UsageError
from grader.exam import choose_seed, practice_seed
from grader.gradebook.bulk import Unchanged, grade_class
from grader.gradebook.showing import held_back
from grader.gradebook.store import Store, made_with
from grader.host.levels import strongest_level
from grader.intake import ClassEntry
from grader.model import Grade, Isolation, Ungraded
from grader.output import folder as writing
from grader.output.files import make_folder, make_private_file

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
        practice: Draw from the seed for practice: what comes of it students may see whenever it is made.
    """

    assignment: Assignment
    output: Path
    workers: int
    seed: str | None = None
    required: Isolation
    form: Format
    regrade: bool = False
    run: bool = True
    practice: bool = False

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
        results, held = [], dict[str, str]()
        for result in terminal.progress(self._grade(entries, level, held), len(entries), self.form):
            if isinstance(result, Grade):
                folder, copies = self.output / result.submission, self.output / writing.COPIES
                writing.write_grade(result, folder, copies, held.get(result.submission, ""))
            results.append(result)
        results.sort(key=lambda result: result.submission)
        manifest = self.assignment.manifest
        writing.write_class(
            manifest.title, [(task.id, task.points) for task in manifest.tasks], results, self.output, held
        )
        terminal.show_class(manifest.title, results, self.output, self.form, held)
        return not any(result.withheld for result in results)

    def _grade(
        self, entries: Sequence[ClassEntry], level: Isolation, held: dict[str, str]
    ) -> Iterator[Grade | Ungraded]:
        """Grades the entries; puts into `held` why a student may not see a result yet."""
        given = practice_seed(self.assignment) if self.practice else self.seed
        seed = choose_seed(self.assignment, given).text
        workers = min(self.workers or os.cpu_count() or 1, len(entries))
        make_private_file(self.output / STORE)
        with Store(self.output / STORE, made_with(self.assignment, seed, level)) as store:
            known = {} if self.regrade else store.digests()
            graded = []
            store.begin()
            for result in grade_class(
                entries,
                self.assignment,
                workers=workers,
                isolation=level,
                seed=given,
                known=known,
                run=self.run,
            ):
                if isinstance(result, Grade) and not result.withheld:
                    store.keep(result)
                found = store.find(result.submission) if isinstance(result, Unchanged) else result
                if isinstance(found, Grade) and not found.withheld:
                    graded.append(found.submission)
                    if reason := self._held_back(found, store):
                        held[found.submission] = reason
                yield found
            store.finish(graded)

    def _held_back(self, grade: Grade, store: Store) -> str:
        if self.practice:
            return ""
        return held_back(self.assignment.manifest.hidden_results, grade, store, datetime.now().astimezone())
