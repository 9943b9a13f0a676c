"""One run over a class: grades what is new or changed and writes every result as it comes. Trusted; prints nothing."""

from collections.abc import Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from weakref import finalize

from msgspec.structs import replace

from grader.assignment import Assignment
from grader.assignment.course_file import late_policy
from grader.exam import choose_seed, practice_seed
from grader.exam.running.fork_server import ForkServer
from grader.feedback.words import count_of
from grader.gradebook.bulk import answer_entries
from grader.gradebook.bulk_messages import (
    NOTHING_KNOWN,
    Answer,
    GradingOptions,
    Known,
    Unchanged,
    known_by_submission,
)
from grader.gradebook.changes import Change, changes_between
from grader.gradebook.class_files import People, story_of, teams_of, write_class
from grader.gradebook.class_workers import ClassWorkers
from grader.gradebook.cluster import cluster_answers
from grader.gradebook.depends import look_of_reports, sources_of
from grader.gradebook.kept_results import KeptResult, ResultKeeper
from grader.gradebook.lean import LeanResults
from grader.gradebook.publish import clear_away, move_away
from grader.gradebook.report_files import ReportFiles
from grader.gradebook.right_reference import require_right_reference
from grader.gradebook.run_facts import assignment_facts, run_facts
from grader.gradebook.shards import chosen_shard
from grader.gradebook.standing import Rules
from grader.gradebook.store import STORE, AssignmentFacts, RunFacts, Store
from grader.gradebook.store.address import ADDRESS, address_of, use_address
from grader.gradebook.store.facts import HANDED_IN
from grader.gradebook.store.reading import ClassMember
from grader.gradebook.unchanged import Plan, plan_again, plan_anew
from grader.host.processors import usable_processors
from grader.intake import ClassEntry, ReceivedClass, Student
from grader.model import Grade, Isolation, SubmissionResult
from grader.model.options import ClassOptions
from grader.output.files import make_folder
from grader.output.folder import COPIES, open_drawings
from grader.output.ready import clear_ready, ready_folder


class ClassRun(Iterator[SubmissionResult]):
    """A class that is being graded: yields the results as they come, in any order, each once its files are written.

    After the last one, or if it is stopped, the class page and the gradebook are written; after a stop the
    next run continues there. `len` is the number of submissions.

    Attributes:
        title: The assignment's title.
        received: The class as it arrived, if it was read from a source.
        held_back: Submissions whose students may not see the results yet, and why; of those yielded so far.
        unchanged: How many of those yielded so far kept their grade.
        shard: Which part of the class this is, if not all.
        partly: How many were graded in some tasks only, since the others are unchanged.
        changes: What changed since the previous run, after the last result.
    """

    def __init__(
        self,
        entries: Sequence[ClassEntry],
        assignment: Assignment,
        options: ClassOptions,
        received: ReceivedClass | None = None,
        *,
        output: Path | None = None,
        run_notebooks: bool = True,
        server: ForkServer | None = None,
    ) -> None:
        """Prepares the run; without a folder for its output it writes and keeps nothing. `server` forks its workers.

        Raises:
            UsageError: The options contradict each other, or the output folder cannot be created.
            AssignmentError: The reference, or its notebook, does not get all points.
            IsolationError: The required isolation is not available here.
        """
        self.shard = chosen_shard(options, output)
        self._late = late_policy(assignment)
        self.title = assignment.manifest.title
        self._keeper = ResultKeeper(None if options.practice else assignment.manifest.hidden_results)
        self.changes: tuple[Change, ...] = ()
        self.received = received
        self._class = entries
        self._entries = [entry for entry in entries if self.shard is None or self.shard.holds(entry.id)]
        self._assignment = assignment
        self._options = options
        self._output = output
        self._run_notebooks = run_notebooks
        self._sources = sources_of(assignment)
        self._workers = ClassWorkers(server)
        self._store: Store | None = None
        with ExitStack() as held:
            held.enter_context(self._workers)
            self._plan = self._made_plan(held)
            if output is not None:
                make_folder(output)
            self._held = held.pop_all()
        finalize(self, self._held.close)  # in case no result is ever requested
        self._results = self._all_results()

    def __len__(self) -> int:
        return len(self._entries)

    def __iter__(self) -> Iterator[SubmissionResult]:  # noqa: PYI034 # not itself, which would outlive the loop
        """The results, which the run itself releases: leaving the loop ends the run there, like a stop."""
        results, self._results = self._results, iter(())
        return results

    def __next__(self) -> SubmissionResult:
        return next(self._results)

    def _all_results(self) -> Iterator[SubmissionResult]:
        if self._output is not None:
            return self._written(self._output)
        with_others = (each.result for together in self._answers({}) for each in together)
        return (result for result in with_others if not isinstance(result, Unchanged))

    @property
    def held_back(self) -> dict[str, str]:
        """Why students may not see their results yet, by submission."""
        return self._keeper.held_back

    @property
    def unchanged(self) -> int:
        """How many kept their grade."""
        return self._keeper.unchanged

    @property
    def partly(self) -> int:
        """How many were graded in some tasks only."""
        return self._keeper.partly

    @property
    def untimed(self) -> int:
        """How many students get no penalty for lateness, although there is one, because their time is unknown."""
        entries = self._entries if self._late is not None else ()
        return sum(entry.hand_in.at is None and not entry.problem for entry in entries)

    def _made_plan(self, held: ExitStack) -> Plan:
        """Plans the run, and requires a right reference if anything is left; `held` closes what was opened for that."""
        options, output = self._options, self._output
        if output is not None and options.store:
            if not (output / ADDRESS).exists():  # another database is begun where the run is planned
                self._require_right_reference(self._level_for(len(self._entries)))
            make_folder(output)
            use_address(output, options.store)
        plan = self._planned(output / STORE if output is not None else None, held)
        if plan.left:
            self._require_right_reference(plan.level)
        return plan

    def _planned(self, record: Path | None, held: ExitStack) -> Plan:
        if record is None or self._options.regrade or not address_of(record).is_begun:
            return plan_anew(self._entries, self._level_for, self._facts)
        self._store = held.enter_context(Store(record))
        required = self._options.isolation
        return plan_again(self._store, self._entries, self._assignment, required, self._level_for, self._facts)

    def _facts(self, level: Isolation) -> RunFacts:
        seed = choose_seed(self._assignment, self._given_seed)
        source = self.received.title if self.received is not None else ""
        return run_facts(self._assignment, self._sources, seed, level, run=self._run_notebooks, source=source)

    def _require_right_reference(self, level: Isolation) -> None:
        """Requires it, except with the samples, whose scores are known. Raises AssignmentError."""
        if self.received is not None:
            options = self._grading_options(level)
            require_right_reference(self._assignment, self._sources, options, self._workers.executor(1))

    def _grading_options(self, level: Isolation) -> GradingOptions:
        return GradingOptions(self._assignment.folder, level, self._given_seed, self._run_notebooks)

    def _level_for(self, left: int) -> Isolation:
        return self._workers.level(self._grading_options(self._options.isolation), self._number_of_workers(left))

    def _number_of_workers(self, left: int) -> int:
        most = 1 if self._options.cluster else self._options.workers or usable_processors()
        return max(1, min(most, left))

    def _answers(self, known: Mapping[str, Known], ready: Path | None = None) -> Iterator[list[Answer]]:
        """Grades what is left and not known; the result files are prepared in the folder `ready`, if there is one."""
        left, options = self._plan.left, self._options
        grading = self._grading_options(self._plan.level)
        with self._workers as workers:
            if options.cluster and left:
                yield from cluster_answers(left, self._assignment, grading, self._sources, options.cluster, known)
            elif left:
                executor = workers.executor(self._number_of_workers(len(left)))
                yield from answer_entries(left, replace(grading, ready=ready), executor, known)

    @property
    def _given_seed(self) -> str | None:
        return practice_seed(self._assignment) if self._options.practice else self._options.seed

    def _written(self, output: Path) -> Iterator[SubmissionResult]:
        results, lean = list[SubmissionResult](), LeanResults()
        assignment = assignment_facts(self._assignment, self._late)
        with self._held as held:
            store = self._store or held.enter_context(Store(output / STORE))
            self._begin(assignment, store)
            rules = self._rules(store)
            drawings, look = open_drawings(self._assignment.diagrams()), look_of_reports(assignment.diagrams)
            ready = held.enter_context(self._ready(output.absolute() / COPIES))
            files = ReportFiles(output, rules, drawings, look, store.reports(), ready)
            try:
                for result in self._shown(files, held.enter_context(closing(self._kept(store, rules, ready))), output):
                    results.append(lean.of(result))
                    yield result
                store.keep_reports(files.take_written())
                store.finish(datetime.now(UTC))
                self.changes = changes_between(*store.runs())
                clear_away(output, self.changes)
            finally:
                if results or not self._entries:  # after a stop, what was done is shown
                    names = {} if self._anonymous else store.names()
                    self._write_class(assignment, results, output, rules, names)
                    store.keep_reports(files.take_written())

    @contextmanager
    def _ready(self, copies: Path) -> Iterator[Path | None]:
        """Where workers prepare files, if anything is left to grade; without what a killed run has prepared."""
        if not self._plan.left:
            clear_ready(copies)
            yield None
            return
        with ready_folder(copies) as ready:
            yield ready

    def _shown(self, files: ReportFiles, kept: Iterable[KeptResult], output: Path) -> Iterator[SubmissionResult]:
        """Writes what students and instructors see of each result; yields it as it counts."""
        for result, run, laid in kept:
            if isinstance(result, Grade):
                yield files.write(result, run, self.held_back.get(result.submission, ""), laid)
            else:
                move_away(output, result.submission)
                yield result

    def _write_class(
        self,
        assignment: AssignmentFacts,
        results: list[SubmissionResult],
        output: Path,
        rules: Rules,
        names: Mapping[str, str],
    ) -> None:
        results.sort(key=lambda result: result.submission)
        missing = tuple(student.called for student in self._missing())
        people = People(names, missing, rules.late_ones(), teams_of(rules.roster))
        story = story_of(self._plan.facts, self.changes, people, " ".join(self._notes(len(results))))
        write_class(assignment, results, output, self.held_back, people, story)

    def _notes(self, done: int) -> Iterator[str]:
        """Notes at the top of the class page."""
        if self.shard is not None:
            yield f"This is shard {self.shard}: {len(self)} of {count_of(len(self._class), 'submission')}."
        if done < len(self):
            yield f"Stopped after {done} of {len(self)}."

    def _begin(self, assignment: AssignmentFacts, store: Store) -> None:
        store.begin(assignment, self._plan.facts, self.shard)
        store.enrol(self._class, self._missing(), anonymous=self._anonymous)

    def _rules(self, store: Store) -> Rules:
        """What changes grades after grading: what is in the record, and lateness."""
        return Rules(
            dropped=store.dropped(),
            adjustments=store.adjustments(),
            late=self._late,
            hand_ins={entry.id: entry.hand_in for entry in self._entries},
            roster={entry.id: ClassMember(entry.student, entry.source_format, HANDED_IN) for entry in self._entries},
        )

    @property
    def _anonymous(self) -> bool:
        """Whether names must be kept out of results, even one that an earlier run has stored in the record."""
        return self.received is not None and self.received.anonymous

    def _missing(self) -> Sequence[Student]:
        return self.received.missing if self.received is not None and not self._anonymous else ()

    def _kept(self, store: Store, rules: Rules, ready: Path | None) -> Generator[KeptResult]:
        """Takes known results from the store, and stores new ones."""
        yield from self._keeper.keep_unchanged(self._plan.unchanged, store)
        yield from self._keeper.keep_ungraded(self._plan.ungraded, store)
        left = [entry.id for entry in self._plan.left]
        tasks = {} if self._options.regrade else store.known_tasks(left)
        known = {} if self._options.regrade else known_by_submission(store.digests(), tasks)
        ruled = {name: replace(known.get(name, NOTHING_KNOWN), rules=rules.of(name)) for name in left}
        for answers in self._answers(ruled, ready):
            yield from self._keeper.keep_answers(answers, store, tasks)
