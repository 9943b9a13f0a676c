"""A packed work -> a commit on the course's git server. Trusted side; runs git, and no code of the work.

If the work is in the student's own clone, the files are committed there, on top of its contents. Otherwise a temporary
clone is made. Files of the last hand-in, according to its receipt, that this one does not have are removed, and nothing
else. Nothing is ever forced: what others have pushed in the meantime stays.
"""

import os
import subprocess
import tempfile
from collections.abc import Collection, Mapping
from pathlib import Path, PurePosixPath

import msgspec

from grader.assignment import Assignment
from grader.errors import UsageError
from grader.hand_in.pack import Packed, receipt_file
from grader.model import Receipt

RECEIPT = "receipt.json"
SECONDS = 300
_NOBODY = ("-c", "user.name=student", "-c", "user.email=student@localhost")


def submit_work(packed: Packed, path: Path, assignment: Assignment) -> str:
    """Commits the files of the archive and its receipt and pushes them; returns the id of the commit.

    Raises:
        UsageError: The course names no server, git is not installed, or it refuses.
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
        gone = clone.handed_in_before(assignment.slug) - files.keys()
        if gone:
            clone.git("add", "--update", "--", *gone)  # removed, or as it is there now: it may be the stub again
        commit = clone.commit(files, gone, message)
        clone.git("push", target.remote, f"HEAD:refs/heads/{target.branch}")
        return commit
    with tempfile.TemporaryDirectory() as place:
        return _by_a_new_clone(_Clone(Path(place)), files, message, assignment)


def _by_a_new_clone(clone: "_Clone", files: Mapping[str, bytes], message: str, assignment: Assignment) -> str:
    remote, branch = assignment.manifest.hand_in.remote, assignment.manifest.hand_in.branch
    clone.git("init", "--quiet", "--initial-branch", branch)
    heads = clone.git("ls-remote", "--heads", remote, f"refs/heads/{branch}")
    if heads:
        clone.git("fetch", "--quiet", "--depth", "1", remote, f"refs/heads/{branch}")
        clone.git("reset", "--quiet", "--hard", "FETCH_HEAD")
    gone = clone.handed_in_before(assignment.slug) - files.keys()
    if gone:
        clone.git("rm", "--quiet", "--", *gone)
    for name, content in files.items():
        file = clone.folder / PurePosixPath(name)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
    commit = clone.commit(files, gone, message)
    clone.git("push", "--quiet", remote, f"HEAD:refs/heads/{branch}")
    return commit


class _Clone:
    """A working tree of git."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def handed_in_before(self, slug: str) -> set[str]:
        """The files of the last hand-in of this assignment that are still there, according to its committed receipt."""
        done = _git(self.folder, "show", f"HEAD:./{RECEIPT}")
        try:
            receipt = msgspec.json.decode(done.stdout, type=Receipt)
        except msgspec.DecodeError:  # there is none, or a file of another kind
            return set()
        if done.returncode or receipt.assignment != slug:
            return set()
        return set(self.git("ls-files", "-z").split("\0")) & receipt.files.keys()

    def commit(self, files: Mapping[str, bytes], gone: Collection[str], message: str) -> str:
        """Commits these files and the removal of those that are gone, and nothing else; returns the newest commit's id.

        If all of it is committed already, no commit is made.
        """
        (self.folder / RECEIPT).write_bytes(files[RECEIPT])
        self.git("add", "--force", "--", *files)
        if self.git("status", "--porcelain", "--", *files, *gone):
            identity = () if self._knows_who() else _NOBODY
            self.git(*identity, "commit", "--quiet", "--message", message, "--only", "--", *files, *gone)
        return self.git("rev-parse", "HEAD")

    def git(self, *arguments: str) -> str:
        """Runs git there; returns its output. Raises UsageError with git's own reason."""
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
            env={**os.environ, "GIT_LITERAL_PATHSPECS": "1"},  # a name with a star is the name of one file
        )
    except FileNotFoundError as error:
        raise UsageError("git is not installed here: hand in the archive that `grader pack` makes.") from error
    except subprocess.TimeoutExpired as error:
        raise UsageError(f"git did not answer within {SECONDS} s: look at your network, and try again.") from error
