"""Digests of the student's files that each task depends on: its module, and what that may load. Trusted side.

Runs in workers; searches for words and parses nothing. In case of doubt, a file counts for every task.
"""

import re
from collections.abc import Iterator, Mapping

import msgspec
from msgspec import Struct

from grader.assignment import Assignment
from grader.gradebook.digests import digest_of_parts
from grader.model import Submission

_WORD = re.compile(rb"[A-Za-z_][A-Za-z0-9_]*")
_OPEN_ENDED = frozenset(
    {b"importlib", b"__import__", b"import_module", b"exec", b"eval", b"compile", b"runpy", b"pkgutil", b"imp"}
    | {b"builtins", b"__builtins__", b"globals", b"ctypes", b"gc", b"pickle", b"marshal"}
    | {
        b"open",
        b"os",
        b"io",
        b"sys",
        b"pathlib",
        b"glob",
        b"fileinput",
        b"shutil",
        b"subprocess",
        b"inspect",
        b"linecache",
    }
    | {b"fromfile", b"loadtxt", b"genfromtxt", b"memmap", b"read_csv"}
)
"""Words of a module that may read or load files without naming them."""


class TaskWorks(Struct, frozen=True):
    """Digests of the files that each task was graded from, and the tasks whose results were known and not run again."""

    works: Mapping[str, str] = {}
    known: tuple[str, ...] = ()


NO_WORKS = TaskWorks()


def works_by_task(submission: Submission, assignment: Assignment) -> dict[str, str]:
    """For each task, a digest of the files that it depends on.

    Modules of other tasks count if the task's own module names them, directly or indirectly; all other files always
    count. If a notebook is graded, all of it is one work.
    """
    if submission.notebook is not None:
        return dict.fromkeys((task.id for task in assignment.tasks), submission.digest)
    modules = {part.module.encode(): f"{part.module}.py" for part in assignment.parts}
    words = {module: _words(submission.files.get(file, b"")) for module, file in modules.items()}
    others = {file: content for file, content in submission.files.items() if file not in modules.values()}
    of_others = {word for file, content in others.items() if file.endswith(".py") for word in _words(content)}
    return {
        task.id: digest_of_parts(
            _parts(submission, others, _reached(set(map(str.encode, task.modules)), of_others, words))
        )
        for task in assignment.tasks
    }


def _reached(begin: set[bytes], of_others: set[bytes], words: Mapping[bytes, set[bytes]]) -> set[bytes]:
    """The modules of tasks that these may load, directly or indirectly."""
    found, said = set[bytes](), set(of_others)
    left = begin | (words.keys() & said)
    while left:
        module = left.pop()
        found.add(module)
        said |= words[module]
        if said & _OPEN_ENDED:
            return set(words)
        left |= (words.keys() & words[module]) - found
    return found


def _parts(submission: Submission, others: Mapping[str, bytes], modules: set[bytes]) -> Iterator[bytes]:
    names = sorted(module.decode() for module in modules)
    modules_of_tasks = {f"{name}.py": submission.files.get(f"{name}.py") for name in names}
    files = sorted({**others, **modules_of_tasks}.items())
    told = [(file, content is None, submission.origins.get(file)) for file, content in files]
    yield msgspec.json.encode((told, [submission.problems.get(name) for name in names]))
    yield from (content or b"" for _, content in files)


def _words(content: bytes) -> set[bytes]:
    return set(_WORD.findall(content))
