"""Where the harness keeps what it can make again. Trusted side; makes no folder."""

from pathlib import Path

from platformdirs import user_cache_path


def cache_folder() -> Path:
    """The folder for it, in the person's own cache."""
    return user_cache_path("grader")
