"""The cache directory of the harness. Trusted side; creates nothing outside a user's home, if there is one."""

import os
import stat
import tempfile
from pathlib import Path

from platformdirs import user_cache_path

from grader.errors import UsageError


def cache_folder() -> Path:
    """The folder, inside the user's own cache directory.

    A user without HOME whom the system does not know, as in many containers, gets one in the temporary directory.

    Raises:
        UsageError: What is there instead is open to others.
    """
    try:
        return user_cache_path("grader")
    except RuntimeError:
        return _without_home()


def _without_home() -> Path:
    folder = Path(tempfile.gettempdir(), f"grader-cache-{os.getuid()}")
    folder.mkdir(mode=0o700, exist_ok=True)
    found = folder.lstat()
    if not stat.S_ISDIR(found.st_mode) or found.st_uid != os.getuid() or found.st_mode & 0o077:
        raise UsageError(f"{folder} is open to others: set HOME to a folder of your own.")
    return folder
