"""grades.sqlite exactly as the grader wrote it before its database had numbered schemas."""

import sqlite3
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path

import msgspec

from grader.model import Grade

_TABLES = """
CREATE TABLE IF NOT EXISTS grades (
    submission TEXT PRIMARY KEY,
    digest TEXT NOT NULL,
    made_with TEXT NOT NULL,
    score REAL NOT NULL,
    max_score REAL NOT NULL,
    grade BLOB NOT NULL
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS last_run (submission TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS shown (
    submission TEXT, digest TEXT, made_with TEXT, day TEXT NOT NULL, PRIMARY KEY (submission, digest, made_with)
) WITHOUT ROWID;
"""
_STUDENTS = """
CREATE TABLE IF NOT EXISTS students (
    submission TEXT PRIMARY KEY, form TEXT NOT NULL, number TEXT NOT NULL, login TEXT NOT NULL, email TEXT NOT NULL,
    name TEXT NOT NULL
) WITHOUT ROWID;
"""


def write_first_format(file: Path, grades: Iterable[Grade], *, students: bool = True, finished: bool = True) -> None:
    """Writes such a file; releases before the last one had no table of students."""
    with closing(sqlite3.connect(file)) as database, database:
        database.executescript(_TABLES + (_STUDENTS if students else ""))
        for grade in grades:
            row = (grade.submission, grade.digest, "sha256:then", grade.score, grade.max_score)
            database.execute("INSERT INTO grades VALUES (?, ?, ?, ?, ?, ?)", (*row, msgspec.msgpack.encode(grade)))
            database.execute("INSERT INTO shown VALUES (?, ?, 'sha256:then', '2026-11-01')", row[:2])
            if finished:
                database.execute("INSERT INTO last_run VALUES (?)", row[:1])
            if students:
                told = ("canvas", "501", "login", "a@b.example", f"Name of {grade.submission}")
                database.execute("INSERT INTO students VALUES (?, ?, ?, ?, ?, ?)", (grade.submission, *told))
