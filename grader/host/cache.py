"""Where the harness keeps what it can make again. Trusted side; makes no folder."""

import os
from pathlib import Path


def cache_folder() -> Path:
    """The folder for it, in the person's own cache."""
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "grader"
