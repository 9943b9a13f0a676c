"""What `grader bulk --json` and `grader merge --json` print: a class for programs, as docs/gradebook.md describes it.

Trusted side; pure.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from grader.model import Grade, SubmissionResult

if TYPE_CHECKING:
    from grader.api.results import Change, ClassRun, Merged


def class_document(run: "ClassRun", results: Sequence[SubmissionResult], output: Path) -> dict[str, object]:
    """The class after a run."""
    received = run.received
    names = {entry.id: entry.student.name for entry in received.entries} if received is not None else {}
    missing = received.missing if received is not None else ()
    return {
        "title": run.title,
        "output": str(output),
        "source": received.title if received is not None else "",
        "unchanged": run.unchanged,
        "graded": len(results) - run.unchanged - without_grade(results),
        "graded_partly": run.partly,
        "without_grade": without_grade(results),
        "submissions": [
            submission_document(each, names.get(each.submission, ""), run.held_back.get(each.submission, ""))
            for each in results
        ],
        "missing": [student.called for student in missing],
        "changes": [_change(each) for each in run.changes],
    }


def without_grade(results: Sequence[SubmissionResult]) -> int:
    """How many have no grade to hand out: there was nothing to grade, or something could not judge."""
    return sum(result.withheld or not isinstance(result, Grade) for result in results)


def merged_document(merged: "Merged", output: Path) -> dict[str, object]:
    """A class that was merged from shards."""
    return {
        "title": merged.title,
        "output": str(output),
        "shards": merged.shards,
        "missing_shards": [str(shard) for shard in merged.missing],
        "new": merged.new,
        "submissions": [
            submission_document(each, merged.names.get(each.submission, ""), merged.held_back.get(each.submission, ""))
            for each in merged.results
        ],
        "changes": [_change(each) for each in merged.changes],
    }


def submission_document(result: SubmissionResult, name: str = "", held_back: str = "") -> dict[str, object]:
    """One submission of it; the score is null if there is no grade to hand out."""
    told: dict[str, object] = {"submission": result.submission, "name": name}
    if not isinstance(result, Grade):
        status = "withheld" if result.withheld else "ungraded"
        return told | {"score": None, "status": status, "reason": result.reason}
    withheld = result.withheld
    told |= {
        "score": None if withheld else result.score,
        "max_score": result.max_score,
        "status": "withheld" if withheld else "graded",
        "digest": result.digest,
        "tasks": [
            {"id": task.id, "score": None if withheld else result.known_points(task), "max_score": task.max_score}
            for task in result.tasks
        ],
    }
    if withheld:
        told["reason"] = " ".join(result.problems)
    elif result.score_changes:
        told |= {"final_score": result.counted_score, "changes": result.score_changes}
    if held_back:
        told["held_back"] = held_back
    return told


def _change(change: "Change") -> dict[str, object]:
    return {
        "submission": change.submission,
        "kind": change.kind.value,
        "before": change.before,
        "after": change.after,
        "why": change.why,
    }
