"""Which isolation holds on this machine. Trusted side."""

from collections.abc import Collection
from typing import TYPE_CHECKING

from grader.api.arguments import Progress, in_silence
from grader.model import Isolation

if TYPE_CHECKING:
    from grader.host.doctor.examination import Examination


def examine_isolation(
    isolation: Isolation | None = None, *, groups: Collection[str] = (), progress: Progress | None = None
) -> "Examination":
    """Tries to break out of the jail in every way that a submission might, and checks that honest work runs.

    >>> from grader import Isolation, examine_isolation
    >>> found = examine_isolation(Isolation.PROCESS, groups=["network"])
    >>> found.isolation, {result.group for result in found.results} == {"control", "network"}
    (<Isolation.PROCESS: 'process'>, True)

    Args:
        isolation: The level to try; by default the strongest available here.
        groups: What the attempts are after: `files`, `processes`, `network`, `kernel`, `resources`; by default all.
        progress: Is passed each attempt as it ends.

    Raises:
        UsageError: There is no such group.
        IsolationError: The level is not available here.
    """
    from grader.host.doctor.examination import examine_machine

    return examine_machine(isolation, groups, progress or in_silence)
