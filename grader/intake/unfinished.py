"""Finds tasks that are not finished: with code that is still to be written, or not begun at all. Trusted side; static.

A task is not begun if it is unchanged since it was handed out, with everything that it can reach: then the results of
its public tests are on record. A file counts as reached if any file mentions its name.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from grader.assignment import MANIFEST, Assignment, Task
from grader.intake.handed_out import RECORD, HandoutRecord, UnwrittenTest, read_handout_record
from grader.model import PUBLIC_TESTS, Submission

_TO_BE_WRITTEN = re.compile(rb"^[ \t]*raise NotImplementedError\b", re.MULTILINE)
MAX_PLACES = 3


def unfinished(assignment: Assignment, submission: Submission) -> dict[str, str]:
    """Task id -> where it raises NotImplementedError: `lines 4 and 9 of sorting.py`; without finished tasks."""
    found = {
        task.id: " and ".join(place for module in task.modules for place in _places(module, submission))
        for task in assignment.tasks
    }
    return {task: places for task, places in found.items() if places}


def is_to_be_written(content: bytes) -> bool:
    """Whether code still raises NotImplementedError anywhere."""
    return _TO_BE_WRITTEN.search(content) is not None


def _places(module: str, submission: Submission) -> Iterator[str]:
    notebook = submission.notebook
    if notebook is not None and module in notebook.modules:
        cells = ((number, notebook.cells[number - 1].code.encode()) for number in notebook.modules[module])
        yield from (f"cell {number} of {notebook.name}" for number, code in cells if _TO_BE_WRITTEN.search(code))
        return
    content = submission.files.get(f"{module}.py", b"")
    lines = [content.count(b"\n", 0, match.start()) + 1 for match in _TO_BE_WRITTEN.finditer(content)][:MAX_PLACES]
    if lines:
        numbers = " and ".join(map(str, lines))
        yield f"line{'s' if len(lines) > 1 else ''} {numbers} of {module}.py"


def not_begun(assignment: Assignment, submission: Submission) -> Mapping[str, tuple[UnwrittenTest, ...]]:
    """Task id -> its public tests as they are on record; without other tasks."""
    record = read_handout_record(assignment)
    if not record.unwritten or not _same_tests(assignment, record):
        return {}
    tests = assignment.public_tests()
    own = {task.public_test for task in assignment.tasks}
    shared = [content for name, content in tests.items() if name not in own]
    files = {**submission.files, **assignment.given_files()}
    work = _LoadedFiles(record, {name: content for name, content in files.items() if name not in {RECORD, *tests}})
    return {
        task.id: record.unwritten[task.id]
        for task in assignment.tasks
        if task.id in record.unwritten
        and _by_modules(task, submission)
        and work.as_handed_out([f"{module}.py" for module in task.modules], [tests[task.public_test], *shared])
    }


@dataclass(frozen=True)
class _LoadedFiles:
    """The files that student code is loaded with, and those that were handed out."""

    record: HandoutRecord
    files: Mapping[str, bytes]

    def as_handed_out(self, modules: Sequence[str], tests: Sequence[bytes]) -> bool:
        """Whether modules are unchanged, with everything that they and their tests mention, directly or indirectly."""
        known = {name for name in self.record.files if name.endswith(".py") and not name.startswith(f"{PUBLIC_TESTS}/")}
        left, pending = {*known, *self.files} - {*modules}, list(modules)
        texts = list(tests)
        while pending:
            name = pending.pop()
            content = self.files.get(name)
            if content is None or not self.record.unchanged(name, content):
                return False
            texts.extend([content] if name.endswith(".py") else [])
            reached = {each for each in left if any(part in text for part in _mentioned_as(each) for text in texts)}
            texts.clear()
            left -= reached
            pending.extend(reached)
        return True


def _same_tests(assignment: Assignment, record: HandoutRecord) -> bool:
    """Whether public tests and manifest are those of the record, with none missing."""
    files = {**assignment.public_tests(), MANIFEST: (assignment.folder / MANIFEST).read_bytes()}
    expected = {name for name in record.files if name == MANIFEST or name.startswith(f"{PUBLIC_TESTS}/")}
    return files.keys() == expected and all(record.unchanged(name, content) for name, content in files.items())


def _by_modules(task: Task, submission: Submission) -> bool:
    """Whether the modules of a task are checked, not cells of a notebook."""
    cells = submission.notebook.modules if submission.notebook is not None else {}
    return not any(module in cells or module in submission.problems for module in task.modules)


def _mentioned_as(name: str) -> list[bytes]:
    """How code mentions a file or a folder: by its name without a suffix."""
    path = PurePosixPath(name)
    return [part.encode() for part in (*path.parts[:-1], path.stem)]
