"""Clones: whose they are, when they were handed in, and that nothing of Git, GitHub or the class is anybody's work."""

import os
import subprocess
import zlib
from datetime import UTC, datetime
from pathlib import Path

import pytest

from grader.intake.sources.git_commits import commit_time
from tests.support.packing import PACKINGS, Files, Read
from tests.support.platform_forms import ADA, BEN, Person, github


@pytest.mark.parametrize("packing", PACKINGS)
def test_a_login_is_what_follows_the_name_of_the_assignment(read: Read, solution: Files, packing: str) -> None:
    seen = read(github(ADA, solution) | github(Person("", "", 2, "al-x-2"), solution), packing)
    assert [entry.student.login for entry in seen.entries] == ["al-x-2", "al001"]
    assert [{part.name for part in entry.parts} for entry in seen.entries] == [{*solution, "README.md"}] * 2


def test_clones_that_were_made_by_hand_keep_their_names(read: Read, solution: Files) -> None:
    files = {f"{name}/.git/HEAD": b"" for name in ("ada", "hw-ben")}
    files |= {f"{name}/{path}": content for name in ("ada", "hw-ben") for path, content in solution.items()}
    seen = read(files | {"classroom_roster.csv": b"identifier,github_username\n"})
    assert (seen.title, [entry.id for entry in seen.entries]) == ("Git clones", ["ada", "hw-ben"])
    assert [stray.path for stray in seen.strays] == ["classroom_roster.csv"]


def test_a_clone_without_a_file_is_somebody_too(read: Read, solution: Files) -> None:
    empty = {path: content for path, content in github(BEN, {}).items() if ".git/" in path}
    seen = read(github(ADA, solution) | empty | {"home-work-2-submissions/home-work-2-bb_002/": b""})
    assert [entry.problem for entry in seen.entries] == ["", "Nothing was handed in."]


def git(clone: Path, *arguments: str, said: str = "") -> str:
    """Runs Git as nobody's settings have it, at a time of the test's; gives what it prints."""
    quiet = {"GIT_CONFIG_GLOBAL": "/dev/null", "GIT_CONFIG_SYSTEM": "/dev/null", "HOME": str(clone)}
    who = {f"GIT_{role}_{what}": "ada" for role in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    when = {"GIT_COMMITTER_DATE": "2026-12-01T13:59:00+02:00"}
    settings = {**os.environ, **quiet, **who, **when}
    command = ["git", *arguments]
    return subprocess.run(command, cwd=clone, env=settings, input=said, stdout=-1, text=True, check=True).stdout


@pytest.mark.parametrize("kept", ["loose", "packed", "differences", "by name"])
def test_work_was_handed_in_when_its_commit_was_made(read: Read, solution: Files, tmp_path: Path, kept: str) -> None:
    """The commit lies in a file of its own, whole in a pack, or there as a difference from a newer one."""
    clone = tmp_path / "made"
    clone.mkdir()
    git(clone, "init", "--quiet", "--initial-branch=main")
    for name, content in solution.items():
        (clone / name).write_bytes(content)
    git(clone, "add", ".")
    git(clone, "commit", "--quiet", "--message", f"hand in {'at length ' * 200}")
    if kept in {"differences", "by name"}:
        git(clone, "checkout", "--quiet", "-b", "newer")
        git(clone, "commit", "--quiet", "--allow-empty", "--amend", "--message", f"hand in {'at length ' * 200}again")
        git(clone, "checkout", "--quiet", "main")
    if kept != "loose":
        git(clone, "config", "repack.useDeltaBaseOffset", str(kept != "by name").lower())
        git(clone, "repack", "-adfq")
        git(clone, "pack-refs", "--all")
    base = git(clone, "cat-file", "--batch-check=%(deltabase)", said="main\n").strip("0\n")
    assert bool(base) == (kept in {"differences", "by name"})
    paths = (path for path in clone.rglob("*") if path.is_file())
    files = {f"hw-ada/{path.relative_to(clone)}": path.read_bytes() for path in paths}
    (entry,) = read(files, "folder").entries
    assert entry.hand_in.at == datetime(2026, 12, 1, 11, 59, tzinfo=UTC)
    assert read(files, "zip").entries[0].hand_in.at is None, "not told of an archive"


ONE_NAME = b"\xfftOc\x00\x00\x00\x02" + b"\x00\x00\x00\x01" * 256 + b"\xaa" * 20 + b"crc "
FIRST = ONE_NAME + b"\x00" * 4
"""The index of a pack with one object, at its very beginning."""
FAR_AWAY = ONE_NAME + b"\x80\x00\x00\x00" + b"\xff" * 8
"""The same, beyond where any file could end."""


@pytest.mark.parametrize(
    "broken",
    [
        {"HEAD": b"ref: refs/heads/../../../secret"},
        {"HEAD": b"ref: refs/heads/main\n", "refs/heads/main": b"no name"},
        {"HEAD": b"a" * 40, f"objects/aa/{'a' * 38}": zlib.compress(b"commit 9\0" + b"\0" * (1 << 24))},
        {"HEAD": b"a" * 40, f"objects/aa/{'a' * 38}": b"not compressed"},
        {"HEAD": b"a" * 40, "objects/pack/pack-1.idx": b"\xfftOc\x00\x00\x00\x02" + b"\xff" * 2000},
        {"HEAD": b"\xff" * (1 << 20)},
        {"HEAD": b"a" * 40, "objects/pack/pack-1.idx": FAR_AWAY, "objects/pack/pack-1.pack": b"PACK"},
        {
            "HEAD": b"a" * 40,
            "objects/pack/pack-1.idx": FIRST,
            "objects/pack/pack-1.pack": b"\xe0" + b"\xff" * (1 << 16),
        },
    ],
)
def test_what_only_looks_like_a_repository_has_no_time(read: Read, solution: Files, broken: Files) -> None:
    files = {f"hw-ada/.git/{name}": content for name, content in broken.items()}
    (entry,) = read(files | {f"hw-ada/{name}": content for name, content in solution.items()}, "folder").entries
    assert (entry.problem, entry.hand_in.at) == ("", None)


def test_no_link_in_a_repository_is_followed(tmp_path: Path) -> None:
    commit = zlib.compress(b"commit 0\0committer a <a> 1796126340 +0200\n\nhand in")
    for clone in ("honest", "linked"):
        objects = tmp_path / clone / ".git" / "objects"
        objects.mkdir(parents=True)
        (objects.parent / "HEAD").write_text("a" * 40)
        place = objects if clone == "honest" else tmp_path / "elsewhere"
        (place / "aa").mkdir(parents=True)
        (place / "aa" / ("a" * 38)).write_bytes(commit)
    (tmp_path / "linked" / ".git" / "objects" / "aa").symlink_to(tmp_path / "elsewhere" / "aa")
    assert commit_time(tmp_path / "honest") == datetime(2026, 12, 1, 11, 59, tzinfo=UTC)
    assert commit_time(tmp_path / "linked") is None
