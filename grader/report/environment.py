"""The environment of the templates, shared by all pages, and the cache of their compiled code. Trusted side.

The cache is beside the templates' files, like Python's cache of modules: anybody who could change it could also change
the templates, or the grader's own modules. Other parts have templates of their own.
"""

import base64
import hashlib
import sys
import tempfile
from contextlib import suppress
from functools import cache, lru_cache
from math import hypot
from pathlib import Path

import jinja2
from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined
from jinja2.bccache import Bucket, BytecodeCache
from markupsafe import Markup

HEAD_LENGTH = 8.0
HEAD_WIDTH = 4.5


@cache
def report_environment() -> Environment:
    """The environment of the reports."""
    return make_environment()


def make_environment(*packages: str) -> Environment:
    """An environment that escapes everything; templates of these packages take precedence over those of the report."""
    environment = Environment(
        loader=ChoiceLoader([PackageLoader(package) for package in (*packages, "grader.report")]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        bytecode_cache=KeptCode(),
        auto_reload=False,  # a template is part of the installation, like the modules
    )
    environment.globals["hash_of"] = hash_of
    environment.globals["arrow_head"] = arrow_head
    environment.globals["sheet"] = Markup(environment.get_template("style.css").render())  # noqa: S704 # a file of ours
    return environment


@lru_cache(maxsize=16)
def hash_of(text: str) -> str:
    """The hash that identifies this text in a Content-Security-Policy."""
    return base64.b64encode(hashlib.sha256(text.encode("utf-8")).digest()).decode("ascii")


def arrow_head(x1: float, y1: float, x2: float, y2: float) -> str:
    """The three corners of an arrow's head that ends at the second point."""
    length = hypot(x2 - x1, y2 - y1)
    along_x, along_y = (x2 - x1) / length, (y2 - y1) / length
    back_x, back_y = x2 - HEAD_LENGTH * along_x, y2 - HEAD_LENGTH * along_y
    wide_x, wide_y = -HEAD_WIDTH * along_y, HEAD_WIDTH * along_x
    corners = ((x2, y2), (back_x + wide_x, back_y + wide_y), (back_x - wide_x, back_y - wide_y))
    return " ".join(f"{x:.1f},{y:.1f}" for x, y in corners)


FOLDER = "__pycache__"
SUFFIX = f".jinja-{jinja2.__version__}.{sys.implementation.cache_tag}.pyc"
"""Another version of Jinja compiles to different code, and another Python cannot read it."""


class KeptCode(BytecodeCache):
    """Caches the code of templates that are files, if possible; it is valid as long as the file is unchanged."""

    def get_cache_key(self, name: str, filename: str | None = None) -> str:
        """The template's file, or its name if it is not a file."""
        return filename or name

    def load_bytecode(self, bucket: Bucket) -> None:
        """Fills the bucket from the cache, if the cached code is that of the current template."""
        if (kept := _place(bucket)) is not None:
            with suppress(OSError), kept.open("rb") as file:
                bucket.load_bytecode(file)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Writes the bucket to the cache, whole or not at all."""
        if (kept := _place(bucket)) is not None and not sys.dont_write_bytecode:
            with suppress(OSError):
                kept.parent.mkdir(exist_ok=True)
                with tempfile.NamedTemporaryFile("wb", dir=kept.parent, delete=False) as file:
                    bucket.write_bytecode(file)
                Path(file.name).chmod(0o644)
                Path(file.name).replace(kept)


def _place(bucket: Bucket) -> Path | None:
    """Where the code of a template is cached; never relative to the current folder."""
    template = Path(bucket.key)
    return template.parent / FOLDER / f"{template.name}{SUFFIX}" if template.is_absolute() else None
