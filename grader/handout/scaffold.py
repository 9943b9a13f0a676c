"""A new assignment that is complete and small: one task with everything that a task has. Trusted side; for authors.

Its texts are templates of our own under `templates`; an author changes one thing after another and stays green.
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
"""The templates of every kind of assignment, beside those of its own."""
KINDS = ("numpy", "python", "data", "program", "notebook")
"""What a new assignment may be about; each has a folder of templates."""
SEED_BYTES = 16
_FOLDERS = {"assignment": "assignments", "solution": "solutions"}
_SLUG = re.compile(r"[a-z][a-z0-9_]{0,39}")
_TASK = re.compile(r"Task \S+:")  # what the heading of a task's section begins with


class Scaffold(Struct, frozen=True):
    """What a new assignment is called, and of which kind it is."""

    slug: str
    title: str
    kind: str = KINDS[0]

    def files(self) -> dict[str, bytes]:
        """Its files by path, from the folder that holds `assignments/` and `solutions/`; with a seed of its own."""
        # Nothing here is HTML: what these templates make is Python, TOML and Markdown.
        environment = Environment(  # noqa: S701 # therefore nothing is escaped
            loader=PackageLoader("grader.handout"), undefined=StrictUndefined, keep_trailing_newline=True
        )
        found = {f"solutions/{self.slug}/{SEED_FILE}": f"{secrets.token_hex(SEED_BYTES)}\n".encode()}
        quoted = json.dumps(self.title, ensure_ascii=False)  # which TOML reads as JSON does
        for name in environment.list_templates():
            kind, part, path = name.removesuffix(SUFFIX).split("/", 2)
            if kind not in {COMMON, self.kind}:
                continue
            text = environment.get_template(name).render(slug=self.slug, title=self.title, quoted_title=quoted)
            found[f"{_FOLDERS[part]}/{self.slug}/{path}"] = text.encode()
        return dict(sorted(found.items()))

    def folders(self, root: Path) -> tuple[Path, ...]:
        """The two folders that it takes."""
        return tuple(root / folder / self.slug for folder in _FOLDERS.values())


class NewAssignment(Struct, frozen=True, kw_only=True):
    """An assignment that was just written.

    Attributes:
        folder: What students get.
        solution: What they never get.
        files: All files of both.
        is_alone: Whether it is the only assignment of its course, so that commands need not be told which one.
    """

    folder: Path
    solution: Path
    files: tuple[Path, ...]
    is_alone: bool


def begin_assignment(slug: str, title: str | None, into: Path, kind: str = "numpy") -> NewAssignment:
    """Writes a new assignment of a kind into the folder of a course, whole or not at all.

    Raises:
        UsageError: The name, the title or the kind cannot be one, or there is such an assignment already.
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
