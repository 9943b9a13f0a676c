"""The files of a graded class without what differs between runs: the record, and the time on the class page."""

import re
from pathlib import Path

from grader.gradebook.store import STORE

TIME = re.compile(rb"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d)?")


def timeless(output: Path) -> dict[str, bytes]:
    """What each file holds, by its name below the folder."""
    files = [file for file in output.rglob("*") if file.is_file() and file.name != STORE]
    return {str(file.relative_to(output)): TIME.sub(b"", file.read_bytes()) for file in files}
