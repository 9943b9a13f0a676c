"""The cache directory of the harness. Trusted side; creates no folder."""

from pathlib import Path

from platformdirs import user_cache_path


def cache_folder() -> Path:
    """The folder, inside the user's own cache directory."""
    return user_cache_path("grader")
