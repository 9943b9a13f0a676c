"""A new assignment that is complete and small: one task with everything that a task has. Trusted side; for authors.

Its texts are templates of our own under `templates`; an author changes one thing after another and stays green.
"""

import json
import secrets
from pathlib import Path

from jinja2 import Environment, PackageLoader, StrictUndefined
from msgspec import Struct

from grader.assignment import SEED_FILE

SUFFIX = ".jinja"
SEED_BYTES = 16
_FOLDERS = {"assignment": "assignments", "solution": "solutions"}


class Scaffold(Struct, frozen=True):
    """What a new assignment is called."""

    slug: str
    title: str

    def files(self) -> dict[str, bytes]:
        """Its files by path, from the folder that holds `assignments/` and `solutions/`; with a seed of its own."""
        # Nothing here is HTML: what these templates make is Python, TOML and Markdown.
        environment = Environment(  # noqa: S701 # therefore nothing is escaped
            loader=PackageLoader("grader.handout"), undefined=StrictUndefined, keep_trailing_newline=True
        )
        found = {f"solutions/{self.slug}/{SEED_FILE}": f"{secrets.token_hex(SEED_BYTES)}\n".encode()}
        quoted = json.dumps(self.title, ensure_ascii=False)  # which TOML reads as JSON does
        for name in environment.list_templates():
            part, _, path = name.removesuffix(SUFFIX).partition("/")
            text = environment.get_template(name).render(slug=self.slug, title=self.title, quoted_title=quoted)
            found[f"{_FOLDERS[part]}/{self.slug}/{path}"] = text.encode()
        return dict(sorted(found.items()))

    def folders(self, root: Path) -> tuple[Path, ...]:
        """The two folders that it takes."""
        return tuple(root / folder / self.slug for folder in _FOLDERS.values())
