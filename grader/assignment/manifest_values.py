"""Values in assignment.toml that have the right type and make no sense: one sentence for each. Trusted side; pure.

Each would otherwise be wrong in silence: a limit of 0 fails every student, and a PDF is not text that a page shows.
"""

import math
from collections.abc import Iterator
from pathlib import Path

from msgspec.structs import asdict

from grader.assignment.manifest import Manifest
from grader.errors import AssignmentError

NO_TEXTS = frozenset({".gif", ".webp", ".svg", ".pdf", ".docx", ".odt", ".ipynb", ".zip"})


def check_values(manifest: Manifest, file: Path) -> None:
    """Checks the values of a manifest, which is in this file. Raises AssignmentError."""
    for place, wrong in (*_limits(manifest), *_points(manifest), *_modules(manifest), *_manual_files(manifest)):
        raise AssignmentError(f"{place} in {file} {wrong}.")


def _limits(manifest: Manifest) -> Iterator[tuple[str, str]]:
    for name, limit in asdict(manifest.limits).items():
        if not 0 < limit < math.inf:
            yield "[limits]", f"has {name} = {limit:g}: it takes a number above 0"


def _points(manifest: Manifest) -> Iterator[tuple[str, str]]:
    found = [
        *((task.id, task.points) for task in manifest.tasks),
        *((task.id, task.points) for task in manifest.manual),
    ]
    for name, points in found:
        if not 0 <= points < math.inf:
            yield f"Task {name}", f"has points = {points:g}: it takes a number, 0 or more"


def _modules(manifest: Manifest) -> Iterator[tuple[str, str]]:
    for task in manifest.tasks:
        if task.module and not task.module.isidentifier():
            plain = task.module.removesuffix(".py")
            how = f"write {plain!r}" if plain.isidentifier() else "it takes the name of a file, without `.py`"
            yield f"Task {task.id}", f"has the module {task.module!r}: {how}"


def _manual_files(manifest: Manifest) -> Iterator[tuple[str, str]]:
    taken = {*manifest.given, manifest.notebook, *(f"{part.module}.py" for part in manifest.parts)}
    for task in manifest.manual:
        said = f"has the file {task.file!r}"
        if not task.file or Path(task.file).name != task.file or task.file in taken:
            how = "name a file without its folder, which is neither a module of a task nor given"
            yield f"Task {task.id}", f"{said}: {how}"
        elif Path(task.file).suffix.lower() in NO_TEXTS:
            how = "what a page shows is text or Markdown, such as 'essay.md', or a PNG or JPEG picture, as 'sketch.png'"
            yield f"Task {task.id}", f"{said}: {how}"
