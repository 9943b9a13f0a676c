"""A cache of compiled templates beside their files, like Python's cache of modules. Trusted side; knows no template.

Anybody who could change the cache could also change the templates, or the grader's own modules.
"""

import sys
import tempfile
from contextlib import suppress
from pathlib import Path

import jinja2
from jinja2.bccache import Bucket, BytecodeCache

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
