"""The code of compiled templates, kept beside them as Python keeps that of modules. Trusted side; knows no template.

Who could change what is kept could change the templates too, or the grader's own modules.
"""

import sys
import tempfile
from contextlib import suppress
from pathlib import Path

import jinja2
from jinja2.bccache import Bucket, BytecodeCache

FOLDER = "__pycache__"
SUFFIX = f".jinja-{jinja2.__version__}.{sys.implementation.cache_tag}.pyc"
"""Another Jinja writes other code, and another Python cannot read it."""


class KeptCode(BytecodeCache):
    """Keeps the code of templates that are files, where that can be; it counts as long as they stay the same."""

    def get_cache_key(self, name: str, filename: str | None = None) -> str:
        """The template's file, or its name where it is none."""
        return filename or name

    def load_bytecode(self, bucket: Bucket) -> None:
        """Fills the bucket with what is kept, if that is of the template as it stands."""
        if (kept := _place(bucket)) is not None:
            with suppress(OSError), kept.open("rb") as file:
                bucket.load_bytecode(file)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keeps what is in the bucket, whole or not at all."""
        if (kept := _place(bucket)) is not None and not sys.dont_write_bytecode:
            with suppress(OSError):
                kept.parent.mkdir(exist_ok=True)
                with tempfile.NamedTemporaryFile("wb", dir=kept.parent, delete=False) as file:
                    bucket.write_bytecode(file)
                Path(file.name).chmod(0o644)
                Path(file.name).replace(kept)


def _place(bucket: Bucket) -> Path | None:
    """Where the code of a template is kept; nowhere that is looked for in the current folder."""
    template = Path(bucket.key)
    return template.parent / FOLDER / f"{template.name}{SUFFIX}" if template.is_absolute() else None
