"""grades.sqlite: the record of a class, with SQLAlchemy, which is imported only when needed. Trusted side.

docs/gradebook.md describes its tables.
"""

from grader.gradebook.store.facts import AssignmentFacts, RunFacts
from grader.gradebook.store.opening import STORE
from grader.gradebook.store.reading import Adjustment, DroppedTest, Record, RecordedRun, read_record
from grader.gradebook.store.writing import Store

__all__ = [
    "STORE",
    "Adjustment",
    "AssignmentFacts",
    "DroppedTest",
    "Record",
    "RecordedRun",
    "RunFacts",
    "Store",
    "read_record",
]
