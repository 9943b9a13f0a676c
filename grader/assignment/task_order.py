"""In which order assignment.toml lists its tasks, those with tests and those that a person judges. Trusted side; pure.

TOML keeps both as lists of their own and not which entry comes first; so the headings in the text are looked at.
"""

import re
from collections.abc import Sequence

_HEADING = re.compile(r"^[ \t]*\[\[[ \t]*(tasks|manual)[ \t]*\]\]", re.MULTILINE)


def task_order(text: str, tasks: Sequence[str], manual: Sequence[str]) -> tuple[str, ...]:
    """The ids of all tasks as they stand in the file.

    If that cannot be told, since tasks are written as a value or a paragraph has such a line, those with tests first.
    """
    headings = _HEADING.findall(text)
    if (headings.count("tasks"), headings.count("manual")) != (len(tasks), len(manual)):
        return (*tasks, *manual)
    listed = {"tasks": iter(tasks), "manual": iter(manual)}
    return tuple(next(listed[heading]) for heading in headings)
