"""Takes a run's results into the record of its class: new ones, and earlier ones that are valid as they are.

Trusted side. It decides which results are held back; it grades nothing and writes no file that anybody reads.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from msgspec.structs import replace

from grader.assignment import HiddenResults
from grader.gradebook.bulk_messages import Answer, Unchanged
from grader.gradebook.known_tasks import KnownTasks
from grader.gradebook.store import Store
from grader.gradebook.store.known import UnchangedWork
from grader.gradebook.store.new_rows import NewResult
from grader.gradebook.visibility import held_back
from grader.model import Grade, SubmissionResult, Ungraded

KeptResult = tuple[SubmissionResult, int, str]
"""A result that is in the record, the run that graded it, and the digest of its prepared files, if there are any."""


class ResultKeeper:
    """Keeps the results of one run, and counts them.

    Attributes:
        held_back: Submissions whose students may not see the results yet, and why.
        unchanged: How many kept their grade.
        partly: How many were graded in some tasks only, since the others are unchanged.
    """

    def __init__(self, policy: HiddenResults | None) -> None:
        """Prepares for a run; `policy` says when results are shown, None that they are always."""
        self._policy = policy
        self.held_back: dict[str, str] = {}
        self.unchanged = 0
        self.partly = 0

    def keep_unchanged(self, works: Sequence[UnchangedWork], store: Store) -> Iterator[KeptResult]:
        """Keeps the grades of works that are the same as before."""
        yield from self._keep_again([self._again(each, store) for each in works], store)

    def keep_ungraded(self, results: Sequence[Ungraded], store: Store) -> Iterator[KeptResult]:
        """Keeps why there is nothing to grade."""
        for ungraded in results:
            store.keep(ungraded)
            yield ungraded, store.run, ""

    def keep_answers(
        self, answers: Sequence[Answer], store: Store, tasks: Mapping[str, KnownTasks]
    ) -> Iterator[KeptResult]:
        """Keeps the answers that came at the same time, all of them before any is shown.

        Args:
            answers: What a worker has found.
            store: The record.
            tasks: The results of tasks that the record has of earlier runs, for each submission.
        """
        new, again, laid = list[NewResult](), list[UnchangedWork](), list[str]()
        for answer in answers:
            if isinstance(answer.result, Unchanged):  # the same work, but it arrived differently
                kept = UnchangedWork(answer.result.submission, answer.result.digest, arrived=answer.arrived)
                again.append(self._again(kept, store))
            else:
                new.append(self._new(answer, answer.result, store, tasks.get(answer.result.submission, {})))
                laid.append(answer.laid)
        store.keep_all(new)
        yield from ((each.result, store.run, digest) for each, digest in zip(new, laid, strict=True))
        yield from self._keep_again(again, store)

    def _again(self, work: UnchangedWork, store: Store) -> UnchangedWork:
        return replace(work, held_back=self._hold_back(work, store))

    def _keep_again(self, works: Sequence[UnchangedWork], store: Store) -> Iterator[KeptResult]:
        store.keep_all_unchanged(works)
        for grade, run in store.unchanged_grades(works):
            self.unchanged += 1
            yield grade, run, ""

    def _new(self, answer: Answer, result: SubmissionResult, store: Store, known: KnownTasks) -> NewResult:
        if isinstance(result, Grade):
            result = store.completed(result, answer.works, known)
            self.partly += bool(answer.works.known) and not result.withheld
        held = self._hold_back(result, store) if isinstance(result, Grade) and not result.withheld else ""
        return NewResult(result, held, answer.arrived, answer.works, known)

    def _hold_back(self, work: Grade | UnchangedWork, store: Store) -> str:
        now = datetime.now().astimezone()
        reason = "" if self._policy is None else held_back(self._policy, work, store, now)
        if reason:
            self.held_back[work.submission] = reason
        return reason
