"""A new assignment that is small and complete: one task with everything that a task has. Trusted side; for authors.

Its texts are our own templates under `templates`; an author changes them step by step while all checks keep passing.
"""

import json
import re
import secrets
import tempfile
from pathlib import Path

from jinja2 import Environment, PackageLoader, StrictUndefined
from msgspec import Struct

from grader.assignment import MANIFEST, SEED_FILE, load_assignment
from grader.errors import UsageError
from grader.handout.notebook import notebooks
from grader.output import files

SUFFIX = ".jinja"
COMMON = "common"
"""The templates that all kinds of assignments share."""
KINDS = ("numpy", "python", "data", "program", "notebook")
"""The kinds of new assignments; each has a folder of templates."""
SEED_BYTES = 16
_FOLDERS = {"assignment": "assignments", "solution": "solutions"}
_SLUG = re.compile(r"[a-z][a-z0-9_]{0,39}")
_TASK = re.compile(r"Task \S+:")  # the beginning of the heading of a task's section


class Scaffold(Struct, frozen=True):
    """The name, title and kind of a new assignment."""

    slug: str
    title: str
    kind: str = KINDS[0]

    def files(self) -> dict[str, bytes]:
        """Its files by path, relative to the folder with `assignments/` and `solutions/`; with a new seed."""
        # Nothing here is HTML: these templates produce Python, TOML and Markdown.
        environment = Environment(  # noqa: S701 # so nothing is escaped
            loader=PackageLoader("grader.handout"), undefined=StrictUndefined, keep_trailing_newline=True
        )
        found = {f"solutions/{self.slug}/{SEED_FILE}": f"{secrets.token_hex(SEED_BYTES)}\n".encode()}
        quoted = json.dumps(self.title, ensure_ascii=False)  # which is valid in TOML too
        for name in environment.list_templates():
            kind, part, path = name.removesuffix(SUFFIX).split("/", 2)
            if kind not in {COMMON, self.kind}:
                continue
            text = environment.get_template(name).render(slug=self.slug, title=self.title, quoted_title=quoted)
            found[f"{_FOLDERS[part]}/{self.slug}/{path}"] = text.encode()
        return dict(sorted(found.items()))

    def folders(self, root: Path) -> tuple[Path, ...]:
        """Its two folders."""
        return tuple(root / folder / self.slug for folder in _FOLDERS.values())


class NewAssignment(Struct, frozen=True, kw_only=True):
    """An assignment that was just written.

    Attributes:
        folder: The folder that students get.
        solution: The folder that they never get.
        files: All files of both.
        is_alone: Whether it is the only assignment of its course, so that commands need not name it.
    """

    folder: Path
    solution: Path
    files: tuple[Path, ...]
    is_alone: bool


def begin_assignment(slug: str, title: str | None, into: Path, kind: str = "numpy") -> NewAssignment:
    """Writes a new assignment of this kind into the folder of a course, whole or not at all.

    Raises:
        UsageError: The name, the title or the kind is invalid, or the assignment exists already.
    """
    scaffold = _checked(slug, title, kind)
    for folder in scaffold.folders(into):
        if folder.exists():
            raise UsageError(f"{folder} is there already: choose another name, or take it away.")
    into.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=into) as place:
        _write(scaffold, Path(place))
        for made, folder in zip(scaffold.folders(Path(place)), scaffold.folders(into), strict=True):
            folder.parent.mkdir(exist_ok=True)
            made.rename(folder)
    begun = load_assignment(scaffold.folders(into)[0])
    written = (
        path for folder in (begun.folder, begun.solution) for path in sorted(folder.rglob("*")) if path.is_file()
    )
    others = begun.folder.parent.glob(f"*/{MANIFEST}")
    return NewAssignment(
        folder=begun.folder, solution=begun.solution, files=tuple(written), is_alone=len(list(others)) == 1
    )


def _checked(slug: str, title: str | None, kind: str) -> Scaffold:
    if not _SLUG.fullmatch(slug):
        raise UsageError(f"{slug!r} cannot be a name: begin with a letter, and use lower case, digits and underscores.")
    if kind not in KINDS:
        raise UsageError(f"{kind!r} is no kind of assignment: choose one of {', '.join(KINDS)}.")
    scaffold = Scaffold(slug, slug.replace("_", " ").capitalize() if title is None else title, kind)
    if not scaffold.title.strip() or not scaffold.title.isprintable() or _TASK.match(scaffold.title):
        raise UsageError(f"{title!r} cannot be a title: give one line of words that does not begin like a task's.")
    return scaffold


def _write(scaffold: Scaffold, root: Path) -> None:
    _, solution = scaffold.folders(root)
    solution.parent.mkdir()
    files.make_private_folder(solution)
    for name, content in scaffold.files().items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        files.write_file(root / name, content, private=(root / name).is_relative_to(solution))
    for path, content in notebooks(load_assignment(scaffold.folders(root)[0])).items():
        files.write_file(path, content)
