"""Attempts on files, as the package describes. Runs in a guest only."""

import os
from pathlib import Path

Targets = dict[str, str]


def read_secret(targets: Targets) -> str:
    """Reads a file of the grader's."""
    return Path(targets["secret"]).read_text()


def list_folder(targets: Targets) -> str:
    """Lists the folder of a file of the grader's."""
    return str(os.listdir(targets["folder"]))  # noqa: PTH208 # the plainest way in


def read_package(targets: Targets) -> str:
    """Reads the grader's own package, beside which solutions may lie."""
    return Path(targets["package"]).read_text()[:20]


def read_accounts(_targets: Targets) -> str:
    """Reads the list of the machine's users."""
    return Path("/etc/passwd").read_text()[:20]


def write_outside(targets: Targets) -> str:
    """Makes a file outside the scratch directory."""
    Path(targets["folder"], "planted").write_text("x")
    return "a file was written"


def overwrite(targets: Targets) -> str:
    """Appends to a file of the grader's."""
    with Path(targets["secret"]).open("a") as secret:
        secret.write("x")
    return "a file was changed"


def truncate(targets: Targets) -> str:
    """Empties a file by opening it for reading."""
    os.close(os.open(targets["secret"], os.O_RDONLY | os.O_TRUNC))
    return "a file was emptied"


def change_mode(targets: Targets) -> str:
    """Changes who may read a file of the grader's."""
    Path(targets["secret"]).chmod(0o600)
    return "a mode was changed"


def change_times(targets: Targets) -> str:
    """Changes the times of a file of the grader's."""
    os.utime(targets["secret"], (0, 0))
    return "times were changed"


def link_symbolically(targets: Targets) -> str:
    """Plants a symbolic link for the grader to follow."""
    Path("link").symlink_to(targets["secret"])
    return "a link was made"


def link_hard(targets: Targets) -> str:
    """Gives a file of the grader's a second name in the scratch directory."""
    Path("link").hardlink_to(targets["secret"])
    return "a link was made"


def make_pipe(_targets: Targets) -> str:
    """Makes a named pipe, on which a reader would wait forever."""
    os.mkfifo("pipe")
    return "a pipe was made"


def poison_library(targets: Targets) -> str:
    """Opens an installed library for writing."""
    os.close(os.open(targets["library"], os.O_WRONLY))
    return "a library can be written"
