"""Grades a class on a Dask cluster: `coordinator` runs here, `worker` and `examiner` on its workers. Trusted side."""

from collections.abc import Iterator, Mapping, Sequence

from grader.assignment import Assignment
from grader.errors import UsageError
from grader.gradebook.bulk_messages import Answer, GradingOptions, Known
from grader.gradebook.depends import Sources
from grader.intake import ClassEntry


def cluster_answers(
    entries: Sequence[ClassEntry],
    assignment: Assignment,
    options: GradingOptions,
    sources: Sources,
    address: str,
    known: Mapping[str, Known],
) -> Iterator[list[Answer]]:
    """Like `bulk.answer_entries`, on the workers of the cluster whose scheduler has this address.

    Args:
        entries: The submissions.
        assignment: The assignment to grade by.
        options: How to grade.
        sources: The digests of the assignment and the grader here, which must be the same on the workers.
        address: The scheduler's address, such as `tls://host:8786`.
        known: What is known about the submissions.

    Raises:
        UsageError: There is no such cluster, or it was lost; what was yielded stays valid. Or Dask is not installed.
        GraderError: A worker cannot give the same grades as this machine.
    """
    try:
        from grader.gradebook.cluster.coordinator import answers  # noqa: PLC0415 # few have Dask, and it takes a second
    except ImportError as error:
        raise UsageError("--cluster needs Dask: `pip install 'grader-harness[cluster]'`, here and there.") from error
    return answers(entries, assignment, options, sources, address, known)
