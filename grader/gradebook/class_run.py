"""One run over a class: grades what is new or changed and writes every result as it comes. Trusted; prints nothing."""

import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path
from typing import Self
from weakref import finalize

from msgspec import Struct

from grader.assignment import Assignment
from grader.errors import UsageError
from grader.exam import choose_seed, practice_seed
from grader.gradebook.bulk import Unchanged, grade_entries
from grader.gradebook.changes import Change, changes_between
from grader.gradebook.class_files import People, story_of, write_class
from grader.gradebook.publish import clear_away, move_away
from grader.gradebook.run_facts import assignment_facts, run_facts
from grader.gradebook.samples import find_sampled, lay_out
from grader.gradebook.standing import Rules
from grader.gradebook.store import STORE, RunFacts, Store
from grader.gradebook.store.facts import HANDED_IN
from grader.gradebook.store.reading import Member
from grader.gradebook.visibility import held_back
from grader.host.levels import strongest_level
from grader.host.temp_folders import locked_folder
from grader.intake import ClassEntry, Options, ReceivedClass, Student, read_class, require_work
from grader.model import Grade, Isolation, SubmissionResult
from grader.output.files import make_folder
from grader.output.folder import COPIES, open_drawings, write_grade


class ClassOptions(Struct, frozen=True, kw_only=True):
    """How a class is graded.

    Attributes:
        output: The folder for the results; None writes and keeps nothing.
        workers: How many submissions are graded at a time; 0 stands for one for each processor.
        seed: What to draw the hidden inputs from, if not from the secret seed.
        practice: Draw from the seed for practice: what comes of it students may see whenever it is made.
        isolation: The weakest isolation to accept.
        regrade: Grade also what has not changed since its last grade.
        run: Execute notebooks for display too.
    """

    output: Path | None = None
    workers: int = 0
    seed: str | None = None
    practice: bool = False
    isolation: Isolation = Isolation.JAILED
    regrade: bool = False
    run: bool = True

    def check(self) -> None:
        """Raises UsageError where they contradict each other."""
        if self.workers < 0:
            raise UsageError(f"{self.workers} workers are too few: ask for 1 or more, or leave the number out.")
        if self.practice and self.seed is not None:
            raise UsageError("--practice and --seed both say what to draw the hidden inputs from: give one of them.")


class ClassRun(Iterator[SubmissionResult]):
    """A class that is being graded: gives the results as they come, in any order, each once its files are written.

    After the last one, or where it is stopped, the page of the class and its gradebook are written; after a stop the
    next run goes on from there. `len` is the number of submissions.

    Attributes:
        title: What people call the assignment.
        received: The class as it arrived, where it was read from what somebody gave.
        held_back: Submissions whose students may not see the results yet, and why; of those that have come.
        unchanged: How many of those that have come have the grade that they had.
        changes: What changed since the run before, after the last result.
    """

    def __init__(
        self,
        entries: Sequence[ClassEntry],
        assignment: Assignment,
        options: ClassOptions,
        received: ReceivedClass | None = None,
    ) -> None:
        """Makes ready.

        Raises:
            UsageError: The options contradict each other, or the output folder cannot be made.
            IsolationError: The required isolation does not hold here.
        """
        options.check()
        self.title = assignment.manifest.title
        self.held_back: dict[str, str] = {}
        self.unchanged = 0
        self.changes: tuple[Change, ...] = ()
        self.received = received
        self._entries = entries
        self._assignment = assignment
        self._options = options
        level = strongest_level(options.isolation)
        self._results: Iterator[SubmissionResult]
        if options.output is None:
            self._results = (each for each in self._graded(level, {}) if not isinstance(each, Unchanged))
        else:
            make_folder(options.output)
            self._results = self._written(level, options.output)

    def __len__(self) -> int:
        return len(self._entries)

    def __iter__(self) -> Self:
        return self

    def __next__(self) -> SubmissionResult:
        return next(self._results)

    def _graded(self, level: Isolation, known: Mapping[str, frozenset[str]]) -> Iterator[SubmissionResult | Unchanged]:
        """Grades all whose work has another digest than those that are known."""
        workers = min(self._options.workers or os.cpu_count() or 1, len(self._entries))
        return grade_entries(
            self._entries,
            self._assignment,
            workers=workers,
            isolation=level,
            seed=self._given_seed,
            known=known,
            run=self._options.run,
        )

    @property
    def _given_seed(self) -> str | None:
        return practice_seed(self._assignment) if self._options.practice else self._options.seed

    def _written(self, level: Isolation, output: Path) -> Iterator[SubmissionResult]:
        results: list[SubmissionResult] = []
        drawings = open_drawings(self._assignment.diagrams())
        with Store(output / STORE) as store:
            facts = self._begin(level, store)
            rules = self._rules(store)
            try:
                for result in map(rules.standing_result, self._kept(level, store)):
                    if isinstance(result, Grade):
                        held = self.held_back.get(result.submission, "")
                        write_grade(result, output / result.submission, output / COPIES, held, drawings)
                    else:
                        move_away(output, result.submission)
                    results.append(result)
                    yield result
                store.finish(datetime.now(UTC))
                self.changes = changes_between(*store.runs())
                clear_away(output, self.changes)
            finally:
                if results:  # whoever stops it finds what was done
                    names = {} if self._anonymous else store.names()
                    self._write_class(results, output, facts, rules, names)

    def _write_class(
        self,
        results: list[SubmissionResult],
        output: Path,
        facts: RunFacts,
        rules: Rules,
        names: Mapping[str, str],
    ) -> None:
        results.sort(key=lambda result: result.submission)
        people = People(names, tuple(student.called for student in self._missing()), rules.late_ones())
        stopped = "" if len(results) == len(self) else f"Stopped after {len(results)} of {len(self)}."
        story = story_of(facts, self.changes, people, stopped)
        write_class(assignment_facts(self._assignment), results, output, self.held_back, people, story)

    def _begin(self, level: Isolation, store: Store) -> RunFacts:
        seed = choose_seed(self._assignment, self._given_seed)
        source = self.received.title if self.received is not None else ""
        facts = run_facts(self._assignment, seed, level, run=self._options.run, source=source)
        store.begin(assignment_facts(self._assignment), facts)
        store.enrol(self._entries, self._missing(), anonymous=self._anonymous)
        return facts

    def _rules(self, store: Store) -> Rules:
        """What changes grades after grading: recorded before, or by being late."""
        return Rules(
            dropped=store.dropped(),
            adjustments=store.adjustments(),
            late=self._assignment.manifest.late,
            hand_ins={entry.id: entry.hand_in for entry in self._entries},
            roster={entry.id: Member(entry.student, entry.form, HANDED_IN) for entry in self._entries},
        )

    @property
    def _anonymous(self) -> bool:
        """Whether no name is to get into results, not even one that an earlier run has put into the record."""
        return self.received is not None and self.received.anonymous

    def _missing(self) -> Sequence[Student]:
        return self.received.missing if self.received is not None and not self._anonymous else ()

    def _kept(self, level: Isolation, store: Store) -> Iterator[SubmissionResult]:
        """Takes from the store what is there, and puts into it what is new."""
        for result in self._graded(level, {} if self._options.regrade else store.digests()):
            if isinstance(result, Unchanged):
                grade = store.find(result.submission, result.digest)
                store.keep_unchanged(result.submission, result.digest, self._hold_back(grade, store))
                self.unchanged += 1
                yield grade
                continue
            held = self._hold_back(result, store) if isinstance(result, Grade) and not result.withheld else ""
            store.keep(result, held)
            yield result

    def _hold_back(self, grade: Grade, store: Store) -> str:
        policy = self._assignment.manifest.hidden_results
        reason = "" if self._options.practice else held_back(policy, grade, store, datetime.now().astimezone())
        if reason:
            self.held_back[grade.submission] = reason
        return reason


def open_class(source: Path, assignment: Assignment, options: ClassOptions, wanted: Options) -> ClassRun:
    """Reads a class from what somebody gave, and makes ready to grade it.

    Raises:
        UsageError: It cannot be read, nobody's work in it is of the assignment, or the options contradict each other.
        IsolationError: The required isolation does not hold here.
    """
    with ExitStack() as held:
        received = read_class(source, assignment, held.enter_context(locked_folder()), wanted)
        require_work(received.entries, assignment)
        run = ClassRun(received.entries, assignment, options, received)
        finalize(run, held.pop_all().close)  # for its entries may lie in that folder
    return run


def open_samples(options: ClassOptions) -> ClassRun:
    """Lays the bundled samples out as a class, and makes ready to grade them. Raises AssignmentError where none are."""
    assignment = find_sampled()
    with ExitStack() as held:
        entries = lay_out(assignment, held.enter_context(locked_folder()))
        run = ClassRun(entries, assignment, options)
        finalize(run, held.pop_all().close)
    return run
