"""A packed work -> a commit on the course's git server. Trusted side; runs git, and no code of the work.

In a clone of the student's own the files are committed there, on top of what it holds. Elsewhere a clone is made for
the occasion. Nothing is ever forced: what others have pushed in the meantime stays.
"""

import subprocess
import tempfile
from collections.abc import Mapping
from pathlib import Path, PurePosixPath

from grader.assignment import Assignment
from grader.errors import UsageError
from grader.hand_in.pack import Packed, receipt_file

RECEIPT = "receipt.json"
SECONDS = 300
_NOBODY = ("-c", "user.name=student", "-c", "user.email=student@localhost")


def submit_work(packed: Packed, path: Path, assignment: Assignment) -> str:
    """Commits the files of the archive and its receipt and pushes them; gives the id of the commit.

    Raises:
        UsageError: The course names no server, git is not there, or it refuses.
    """
    target = assignment.manifest.hand_in
    if not target.remote:
        raise UsageError(
            f"{assignment.slug} names no git server in [hand_in]: hand in the archive that `grader pack` makes."
        )
    folder = path if path.is_dir() else path.parent
    files = {**packed.files, RECEIPT: receipt_file(packed.receipt)}
    message = f"Hand in {packed.receipt.title}"
    if _is_clone(folder):
        clone = _Clone(folder)
        commit = clone.commit(files, message)
        clone.git("push", target.remote, f"HEAD:refs/heads/{target.branch}")
        return commit
    with tempfile.TemporaryDirectory() as place:
        return _by_a_new_clone(_Clone(Path(place)), files, message, target.remote, target.branch)


def _by_a_new_clone(clone: "_Clone", files: Mapping[str, bytes], message: str, remote: str, branch: str) -> str:
    clone.git("init", "--quiet", "--initial-branch", branch)
    heads = clone.git("ls-remote", "--heads", remote, f"refs/heads/{branch}")
    if heads:
        clone.git("fetch", "--quiet", "--depth", "1", remote, f"refs/heads/{branch}")
        clone.git("reset", "--quiet", "--hard", "FETCH_HEAD")
    for name, content in files.items():
        file = clone.folder / PurePosixPath(name)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
    commit = clone.commit(files, message)
    clone.git("push", "--quiet", remote, f"HEAD:refs/heads/{branch}")
    return commit


class _Clone:
    """A working tree of git."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def commit(self, files: Mapping[str, bytes], message: str) -> str:
        """Commits these files and no others, unless they are committed already; gives the id of the newest commit."""
        (self.folder / RECEIPT).write_bytes(files[RECEIPT])
        self.git("add", "--force", "--", *files)
        if self.git("status", "--porcelain", "--", *files):
            identity = () if self._knows_who() else _NOBODY
            self.git(*identity, "commit", "--quiet", "--message", message, "--only", "--", *files)
        return self.git("rev-parse", "HEAD")

    def git(self, *arguments: str) -> str:
        """Runs git there; gives what it says. Raises UsageError with git's own reason."""
        done = _git(self.folder, *arguments)
        if done.returncode:
            words = done.stderr.strip().splitlines() or ["no reason was given"]
            reason = next((line for line in words if line.startswith(("fatal:", "error:", "remote:"))), words[-1])
            raise UsageError(f"git {_verb(arguments)} failed: {reason.strip()} Nothing was handed in.")
        return done.stdout.strip()

    def _knows_who(self) -> bool:
        return not _git(self.folder, "config", "user.email").returncode


def _is_clone(folder: Path) -> bool:
    return not _git(folder, "rev-parse", "--is-inside-work-tree").returncode


def _verb(arguments: tuple[str, ...]) -> str:
    return next(word for word in arguments if not word.startswith("-") and "=" not in word)


def _git(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    try:
        return subprocess.run(  # noqa: S603 # the arguments are ours, and go to git after `--` where they are files
            ["git", "-C", str(folder), *arguments],  # noqa: S607 # whichever git the student has
            capture_output=True,
            text=True,
            errors="backslashreplace",
            check=False,
            stdin=subprocess.DEVNULL,
            timeout=SECONDS,
        )
    except FileNotFoundError as error:
        raise UsageError("git is not installed here: hand in the archive that `grader pack` makes.") from error
    except subprocess.TimeoutExpired as error:
        raise UsageError(f"git did not answer within {SECONDS} s: look at your network, and try again.") from error
