"""A class graded by the workers of a Dask cluster: `coordinator` here, `worker` and `examiner` there. Trusted side."""

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
    """As `bulk.answer_entries`, by the workers of the cluster whose scheduler has this address.

    Args:
        entries: The submissions.
        assignment: What they are graded by.
        options: How.
        sources: What the assignment and the grader are here, and have to be there.
        address: Such as `tls://host:8786`.
        known: What is known of the submissions.

    Raises:
        UsageError: There is no such cluster, or it was lost; what was yielded stands. Or Dask is not installed.
        GraderError: A worker cannot grade as this machine would.
    """
    try:
        from grader.gradebook.cluster.coordinator import answers  # noqa: PLC0415 # few have Dask, and it takes a second
    except ImportError as error:
        raise UsageError("--cluster needs Dask: `pip install 'grader-harness[cluster]'`, here and there.") from error
    return answers(entries, assignment, options, sources, address, known)
