"""A process with standing exams that grade attacks, so that neither user id nor environment are the suite's own.

Its results are judged by the tests: the full grade, everything that a student or an instructor would see, and what was
left behind.
"""

import contextlib
import io
import multiprocessing
import os
import shutil
import time
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from multiprocessing import resource_tracker
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, Self

import msgspec
import pytest
from msgspec import Struct

from grader.ci.locations import RepoLocations
from grader.ci.results import Results
from grader.cli import grade_terminal
from grader.exam import Exam
from grader.intake.notebook import read_script
from grader.intake.notebook_choice import defining_cells
from grader.model import Grade, Isolation, Notebook, Submission
from grader.output import folder as writing
from grader.report.render import render_report
from tests.support.hostile.corpus import Attack
from tests.support.hostile.kernels import NOBODY, become_nobody, refuse
from tests.support.hostile.leftovers import Trail
from tests.support.hostile.targets import LOOT, Target, Vault
from tests.support.result_formats import all_formats

CONTEXT = multiprocessing.get_context("spawn")
PATIENCE_SECONDS = 90.0
CACHE = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
FONTS = CACHE / "grader" / "matplotlib"


class Graded(Struct, frozen=True):
    """One grading: the grade as the exam made it, all that is shown of it, and how long it took.

    `slowdown` is how many times as slow as alone a process was meanwhile, since limits are of processor time.
    """

    grade: Grade
    shown: Mapping[str, str]
    seconds: float
    slowdown: float


def submission_of(attack: Attack | None, target: Target, places: Mapping[str, str]) -> Submission:
    """The solution with the attacked module replaced, or the solution itself."""
    sources = dict(target.solution)
    if attack is not None:
        name = f"{attack.declared.module}.py"
        sources[name] = _source_of(attack, target, sources[name], places)
        sources["loot.py"] = _filled(LOOT, places)
        sources.update({path: _filled(text, places) for path, text in attack.declared.files.items()})
    files = {name: source.encode("utf-8", "surrogateescape") for name, source in sources.items()}
    if attack is not None and attack.declared.notebook:
        return _as_notebook(attack, target, files)
    return Submission(id=attack.name if attack else "next", digest="sha256:0", files=files, problems={})


def _as_notebook(attack: Attack, target: Target, files: dict[str, bytes]) -> Submission:
    """The same with the attacked module's source as the cells of a notebook."""
    document = read_script(files.pop(f"{attack.declared.module}.py"))
    assert not document.problem, document.problem
    (part,) = (part for part in target.assignment.parts if part.module == attack.declared.module)
    modules = {part.module: tuple(defining_cells(part, document))}
    notebook = Notebook(target.assignment.manifest.notebook, document.cells, modules)
    return Submission(id=attack.name, digest="sha256:0", files=files, problems={}, notebook=notebook)


def _source_of(attack: Attack, target: Target, solved: str, places: Mapping[str, str]) -> str:
    source = _filled(attack.source, places)
    for word, (text, times) in attack.declared.expand.items():
        source = source.replace(f"@{word}@", text * times)
    if attack.declared.base == "solution":
        return f"{solved}\n\n{source}"
    if "def attack(" not in source:
        return source
    (names,) = (task.names for task in target.assignment.tasks if task.module == attack.declared.module)
    return source + "".join(f"\nglobals().setdefault({name!r}, attack)\n" for name in names)


def _filled(source: str, places: Mapping[str, str]) -> str:
    for word, text in places.items():
        source = source.replace(f"@{word}@", text)
    return source


class Arena:
    """The standing exams of this process. Lives in the process of the arena only."""

    def __init__(self, vault: Vault, options: Mapping[str, Any]) -> None:
        self._vault = vault
        self._options = options
        self._exams: dict[str, Exam] = {}
        self._places = {**vault.places, "EXAM": str(os.getpid())}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        for exam in self._exams.values():
            exam.__exit__()

    def grade(self, attack: Attack | None, target_name: str, tasks: Sequence[str]) -> Graded:
        """Grades one submission; of honest work nothing is shown, for there is nothing to look for."""
        target: Target = getattr(self._vault, target_name)
        work = submission_of(attack, target, self._places)
        started = time.monotonic()
        grade = self._exam(target_name, target).grade(work, tuple(tasks))
        seconds = time.monotonic() - started
        return Graded(grade, _shown(grade) if attack else {}, seconds, slowdown())

    def _exam(self, name: str, target: Target) -> Exam:
        if name not in self._exams:
            self._exams[name] = Exam(target.assignment, **self._options).__enter__()
        return self._exams[name]


def slowdown() -> float:
    """How many processes each processor had to run, on average over the last minute; at least 1."""
    return max(1.0, os.getloadavg()[0] / len(os.sched_getaffinity(0)))


def _shown(grade: Grade) -> dict[str, str]:
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed), contextlib.redirect_stderr(printed):
        grade_terminal.show_grade(grade, Path("out"))
    return {
        "grade.json": writing.encode_grade(grade).decode(),
        "report.html": render_report(grade),
        "terminal": printed.getvalue(),
        **all_formats(Results.of(grade, RepoLocations())),
    }


class Wanted(Struct, frozen=True):
    """What to make an arena with: the options of its exams, as an unprivileged user or not, what the kernel lacks."""

    name: str
    options: Mapping[str, Any] = {}
    nobody: bool = False
    refused: tuple[str, ...] = ()


class RemoteArena:
    """The suite's end of an arena. Use as a context manager."""

    def __init__(self, vault: Vault, wanted: Wanted) -> None:
        self.vault = vault
        self.log = vault.root / f"log-{wanted.name}"
        self.same_user = wanted.nobody or os.getuid() != 0
        """Whether its guests are the user that grades: only root can make them another."""
        self._temporary = vault.root / "tmp" / wanted.name
        self._connection, theirs = CONTEXT.Pipe()
        self._process = CONTEXT.Process(target=_serve, args=(theirs, vault, wanted, str(self.log)), daemon=False)
        resource_tracker.ensure_running()  # a helper of multiprocessing, which must not have the arena's environment
        with environment(vault, self._temporary):
            self._process.start()
        theirs.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self._connection.close()
        self._process.join(PATIENCE_SECONDS)
        if self._process.is_alive():
            self._process.kill()
            self._process.join()

    @cached_property
    def level(self) -> Isolation:
        """The level that its grades are made under, as they say themselves."""
        return self.grade(None, "tiny", ("2",)).grade.isolation

    @property
    def trail(self) -> Trail:
        """What tells its leftovers."""
        places = self.vault.places
        pid = self._process.pid or 0
        return Trail(self.vault.root, self._temporary, places["TOKEN"], int(places["KEY"]), pid)

    def grade(self, attack: Attack | None, target: str, tasks: Sequence[str]) -> Graded:
        """Grades one submission in some tasks; fails where the arena does not answer."""
        self._connection.send((attack, target, tuple(tasks)))
        if not self._connection.poll(PATIENCE_SECONDS):
            raise TimeoutError(f"no grade within {PATIENCE_SECONDS} s")
        answer = msgspec.msgpack.decode(self._connection.recv_bytes(), type=Graded | str)
        assert isinstance(answer, Graded), f"the exam failed: {answer}"
        return answer


@contextlib.contextmanager
def environment(vault: Vault, temporary: Path) -> Iterator[None]:
    """The environment that an arena starts with: a secret in it, a home and a temporary folder of its own."""
    (temporary / "cache").mkdir(parents=True)
    temporary.chmod(0o1777)
    if FONTS.is_dir():  # or else each zygote would look for the fonts of this machine, which takes seconds
        shutil.copytree(FONTS, temporary / "cache" / FONTS.relative_to(CACHE))
    for path in (temporary / "cache", *(temporary / "cache").rglob("*")):
        path.chmod(0o777)
    changes = {
        "GRADER_SECRET": vault.canaries["environment"],
        "HOME": str(vault.root / "home"),
        "TMPDIR": str(temporary),
        "XDG_CACHE_HOME": str(temporary / "cache"),
    }
    with pytest.MonkeyPatch.context() as patch:
        for name, value in changes.items():
            patch.setenv(name, value)
        yield


def _serve(connection: Connection, vault: Vault, wanted: Wanted, log: str) -> None:
    """The main function of an arena's process: another user if asked, its output into a log, then grade after grade."""
    descriptor = os.open(log, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o666)
    for standard in (1, 2):
        os.dup2(descriptor, standard)
    if wanted.nobody:
        for path in (vault.root, *vault.root.rglob("*")):
            os.chown(path, NOBODY, NOBODY)  # what the grader has is the grader's own
        become_nobody()
    refuse(wanted.refused)
    with Arena(vault, wanted.options) as arena:
        while True:
            try:
                attack, target, tasks = connection.recv()
            except EOFError:
                return
            try:
                connection.send_bytes(msgspec.msgpack.encode(arena.grade(attack, target, tasks)))
            except Exception as error:  # noqa: BLE001 # whatever the exam fails with is for the test to show
                connection.send_bytes(msgspec.msgpack.encode(f"{type(error).__name__}: {error}"))
