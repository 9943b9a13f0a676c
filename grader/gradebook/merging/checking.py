"""Whether a grade on record is one that the grader would give, before it is taken over. Trusted side; pure."""

import msgspec
from sqlalchemy import RowMapping

from grader.gradebook.merging.part import Part, require_id
from grader.model import Grade


def require_whole(row: RowMapping, part: Part) -> None:
    """Requires that a row agrees with the grade in it, and belongs to the shard. Raises ValueError."""
    require_id(row["submission"], part.shard)
    grade = msgspec.msgpack.decode(row["grade"], type=Grade)
    said = (row["submission"], row["digest"], row["score"], row["max_score"], bool(row["withheld"]))
    if said != (grade.submission, grade.digest, grade.score, grade.max_score, grade.withheld):
        raise ValueError(f"the grade of {row['submission']} says something else than its row")
    if grade.assignment != part.assignment.slug:
        raise ValueError(f"the grade of {row['submission']} is of another assignment")
