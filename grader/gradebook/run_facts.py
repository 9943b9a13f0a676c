"""An assignment and a run of it -> what the record of a class says about them. Trusted side."""

from datetime import UTC, datetime

import msgspec

from grader.assignment import Assignment, LatePolicy, ManualTask, Task
from grader.exam.running.seeds import Seed, provenance
from grader.gradebook.depends import Sources, dependencies
from grader.gradebook.standing import encode_policy
from grader.gradebook.store.facts import AssignmentFacts, RunFacts
from grader.model import Isolation


def assignment_facts(assignment: Assignment, late: LatePolicy | None) -> AssignmentFacts:
    """What the record keeps about an assignment and about lateness: reports can be written without the assignment."""
    listed: tuple[Task | ManualTask, ...] = (*assignment.tasks, *assignment.manifest.manual)
    return AssignmentFacts(
        slug=assignment.slug,
        title=assignment.manifest.title,
        tasks=tuple((task.id, task.title, task.points) for task in assignment.in_order(listed)),
        bonus=tuple(task.id for task in assignment.tasks if task.bonus),
        late_policy=encode_policy(late),
        diagrams=msgspec.msgpack.encode(assignment.diagrams()),
    )


def run_facts(
    assignment: Assignment, sources: Sources, seed: Seed, isolation: Isolation, *, run: bool, source: str
) -> RunFacts:
    """How a run that begins now is made."""
    depends = dependencies(sources, seed.text, isolation, run=run)
    made_with = provenance(seed, assignment.slug)
    return RunFacts(
        started_at=datetime.now(UTC).isoformat(timespec="seconds"),
        made_with=depends.together,
        assignment_digest=sources.assignment,
        engine_digest=sources.engine,
        isolation=isolation,
        seed=made_with.seed,
        grader=made_with.grader,
        python=made_with.python,
        numpy=made_with.numpy,
        source=source,
        tasks=depends.tasks,
    )
