"""The tables of grades.sqlite, as docs/gradebook.md describes them. Trusted side; imports nothing of the grader.

Columns have plain types, so that others can query them; only `grades.grade` contains a whole grade, encoded. Keys are
natural keys, not running numbers, so that the order in which workers finished leaves no trace.
"""

from sqlalchemy import Boolean, Column, Float, Integer, LargeBinary, MetaData, String, Table, Text

SCHEMA_VERSION = 4

METADATA = MetaData()

SCHEMA = Table("store_schema", METADATA, Column("version", Integer, primary_key=True, autoincrement=False))

ASSIGNMENT = Table(
    "assignment",
    METADATA,
    Column("slug", String, primary_key=True),
    Column("title", String, nullable=False),
    Column("max_score", Float, nullable=False),
    Column("late_policy", Text, nullable=False, default=""),
    Column("diagrams", LargeBinary, nullable=False, default=b""),
)

TASKS = Table(
    "tasks",
    METADATA,
    Column("task", String, primary_key=True),
    Column("position", Integer, nullable=False),
    Column("title", String, nullable=False),
    Column("max_score", Float, nullable=False),
)

SHARD = Table(
    "shard",
    METADATA,
    Column("shard", Integer, primary_key=True, autoincrement=False),
    Column("shards", Integer, nullable=False),
)

RUNS = Table(
    "runs",
    METADATA,
    Column("run", Integer, primary_key=True, autoincrement=False),
    Column("started_at", String, nullable=False),
    Column("finished_at", String),
    Column("source", String, nullable=False),
    Column("isolation", String, nullable=False),
    Column("seed", String, nullable=False),
    Column("grader", String, nullable=False),
    Column("python", String, nullable=False),
    Column("numpy", String, nullable=False),
    Column("assignment_digest", String, nullable=False),
    Column("engine_digest", String, nullable=False),
    Column("made_with", String, nullable=False),
)

RUN_TASKS = Table(
    "run_tasks",
    METADATA,
    Column("run", Integer, primary_key=True, autoincrement=False),
    Column("task", String, primary_key=True),
    Column("made_with", String, nullable=False),
    sqlite_with_rowid=False,
)

ROSTER = Table(
    "roster",
    METADATA,
    Column("student", String, primary_key=True),
    Column("status", String, nullable=False),
    Column("form", String, nullable=False),
    Column("number", String, nullable=False),
    Column("login", String, nullable=False),
    Column("email", String, nullable=False),
    Column("name", String, nullable=False),
    Column("team", String, nullable=False),
    Column("section", String, nullable=False),
    sqlite_with_rowid=False,
)

ATTEMPTS = Table(
    "attempts",
    METADATA,
    Column("submission", String, primary_key=True),
    Column("digest", String, primary_key=True),
    Column("handed_in_at", String),
    Column("late", Boolean, nullable=False),
    Column("files", Text, nullable=False),
    Column("first_run", Integer, nullable=False),
    Column("last_run", Integer, nullable=False),
    sqlite_with_rowid=False,
)

GRADES = Table(
    "grades",
    METADATA,
    Column("submission", String, primary_key=True),
    Column("digest", String, primary_key=True),
    Column("run", Integer, primary_key=True, autoincrement=False),
    Column("made_with", String, nullable=False),
    Column("withheld", Boolean, nullable=False),
    Column("score", Float, nullable=False),
    Column("max_score", Float, nullable=False),
    Column("grade", LargeBinary, nullable=False),
    sqlite_with_rowid=False,
)

GRADED_TASKS = Table(
    "graded_tasks",
    METADATA,
    Column("submission", String, primary_key=True),
    Column("digest", String, primary_key=True),
    Column("run", Integer, primary_key=True, autoincrement=False),
    Column("task", String, primary_key=True),
    Column("work", String, nullable=False),
    Column("graded_in", Integer, nullable=False),
    Column("withheld", Boolean, nullable=False),
    Column("score", Float, nullable=False),
    Column("max_score", Float, nullable=False),
    sqlite_with_rowid=False,
)

RESULTS = Table(
    "results",
    METADATA,
    Column("run", Integer, primary_key=True, autoincrement=False),
    Column("submission", String, primary_key=True),
    Column("status", String, nullable=False),
    Column("digest", String),
    Column("graded_in", Integer),
    Column("reason", Text, nullable=False),
    Column("held_back", Text, nullable=False),
    sqlite_with_rowid=False,
)

SHOWN = Table(
    "shown",
    METADATA,
    Column("submission", String, primary_key=True),
    Column("digest", String, primary_key=True),
    Column("made_with", String, primary_key=True),
    Column("day", String, nullable=False),
    sqlite_with_rowid=False,
)

ARRIVALS = Table(
    "arrivals",
    METADATA,
    Column("submission", String, primary_key=True),
    Column("arrived", String, primary_key=True),
    Column("made_with", String, primary_key=True),
    Column("digest", String, nullable=False),
    sqlite_with_rowid=False,
)

REPORTS = Table(
    "reports",
    METADATA,
    Column("submission", String, primary_key=True),
    Column("made_of", String, nullable=False),
    Column("content", String, nullable=False),
    sqlite_with_rowid=False,
)

ADJUSTMENTS = Table(
    "adjustments",
    METADATA,
    Column("number", Integer, primary_key=True),
    Column("submission", String, nullable=False),
    Column("task", String, nullable=False),
    Column("points", Float, nullable=False),
    Column("reason", Text, nullable=False),
    Column("comment", Text, nullable=False),
    Column("author", String, nullable=False),
    Column("made_at", String, nullable=False),
)

DROPPED_TESTS = Table(
    "dropped_tests",
    METADATA,
    Column("test", String, primary_key=True),
    Column("reason", Text, nullable=False),
    Column("author", String, nullable=False),
    Column("made_at", String, nullable=False),
)
