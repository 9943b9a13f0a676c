"""Whether a grade on record is one that the grader gives, before it is taken over from there. Trusted side; pure."""

import msgspec
from sqlalchemy import RowMapping

from grader.gradebook.merging.part import Part, require_id
from grader.model import Grade


def require_whole(row: RowMapping, part: Part) -> None:
    """Requires that a row of grades says what the grade in it says, and that it is of the shard. Raises ValueError."""
    require_id(row["submission"], part.shard)
    grade = msgspec.msgpack.decode(row["grade"], type=Grade)
    said = (row["submission"], row["digest"], row["score"], row["max_score"], bool(row["withheld"]))
    if said != (grade.submission, grade.digest, grade.score, grade.max_score, grade.withheld):
        raise ValueError(f"the grade of {row['submission']} says something else than its row")
    if grade.assignment != part.assignment.slug:
        raise ValueError(f"the grade of {row['submission']} is of another assignment")
