"""The zip file for Gradescope's autograder: this grader, one assignment with its solution, and two scripts.

Trusted side; reads the assignment's folders and the grader's package, and runs nothing.
"""

import io
import zipfile
from base64 import urlsafe_b64encode
from collections.abc import Iterator, Mapping
from hashlib import sha256
from importlib import metadata
from pathlib import Path

from packaging.requirements import Requirement

from grader.assignment import Assignment
from grader.handout.archive import CACHES, EARLIEST_ZIP_TIME
from grader.version import DISTRIBUTIONS

PACKAGE = Path(__file__).resolve().parents[1]
FOR_AUTHORS = frozenset({"alternatives", "samples", "worthless"})
"""The folders of a solution that grading does not need."""
EXECUTABLE, ORDINARY = 0o100755 << 16, 0o100644 << 16
SETUP = """\
#!/usr/bin/env bash
# Gradescope runs this once, as root, when it builds the image. Its own Python may be too old: uv brings another.
set -euo pipefail
base=${AUTOGRADER:-/autograder}
if ! command -v uv > /dev/null; then
    python3 -m venv "$base/tools" || { apt-get update -qq && apt-get install -y -qq python3-venv; }
    python3 -m venv "$base/tools"
    "$base/tools/bin/python" -m pip install --quiet uv
    PATH="$base/tools/bin:$PATH"
fi
uv venv --quiet --no-project --python ">=3.11" "$base/environment"
uv pip install --quiet --python "$base/environment/bin/python" -r "$base/source/requirements.txt" "$base"/source/*.whl
# Where the jail has no Landlock, only permissions keep student code from the solutions: it is not root's.
chmod -R go-rwx "$base/source"
"$base/environment/bin/grader" doctor || true
# Once here, and not before each submission: that the tests are right. Where it fails, grading says why.
"$base/environment/bin/grader" test "$base"/source/course/assignments/* --record \\
    || echo "grader: no record, it ended with $?: each submission will have the reference graded first" >&2
"""
RUN = """\
#!/usr/bin/env bash
# Gradescope runs this for each submission; what it prints is for instructors.
base=${{AUTOGRADER:-/autograder}}
exec "$base/environment/bin/grader" ci "$base/submission" --output "$base/results" --format gradescope \\
    --assignment "$base/source/course/assignments/{slug}" --isolation {isolation}
"""


def autograder(assignment: Assignment, isolation: str) -> bytes:
    """The zip for one assignment, to be graded at this level of isolation or a stronger one; same files, same bytes.

    Raises:
        AssignmentError: A library that the assignment requires is not installed here.
    """
    assignment.require_libraries()
    distribution = metadata.distribution(DISTRIBUTIONS[0])
    wheel = f"{_stem(distribution)}-py3-none-any.whl"
    files = {
        "requirements.txt": _requirements(distribution, assignment).encode(),
        wheel: _zipped(_wheel(distribution)),
        **{f"course/{name}": content for name, content in _course(assignment).items()},
    }
    scripts = {
        "setup.sh": SETUP.encode(),
        "run_autograder": RUN.format(slug=assignment.slug, isolation=isolation).encode(),
    }
    return _zipped(files, scripts)


def _course(assignment: Assignment) -> dict[str, bytes]:
    """The assignment and its solution, at the paths where the grader expects them."""
    roots = {"assignments": assignment.folder, "solutions": assignment.solution}
    return {
        f"{kind}/{assignment.slug}/{name}": content
        for kind, root in roots.items()
        for name, content in _below(root)
        if name.split("/")[0] not in FOR_AUTHORS
    }


def _requirements(distribution: metadata.Distribution, assignment: Assignment) -> str:
    """What the grader and the assignment require, in the versions installed here, so that grades are the same."""
    wanted = [*map(Requirement, distribution.requires or ()), *map(Requirement, assignment.manifest.requires)]
    names = {each.name for each in wanted if each.marker is None or each.marker.evaluate({"extra": ""})}
    return "".join(f"{name}=={metadata.version(name)}\n" for name in sorted(names))


def _wheel(distribution: metadata.Distribution) -> dict[str, bytes]:
    """The files of a wheel of this package, which may itself have been installed from a checkout."""
    about = f"{_stem(distribution)}.dist-info"
    files = {f"grader/{name}": content for name, content in _below(PACKAGE) if name.split("/")[0] != "bundled"}
    for name in ("METADATA", "entry_points.txt"):
        files[f"{about}/{name}"] = (distribution.read_text(name) or "").encode()
    files[f"{about}/WHEEL"] = b"Wheel-Version: 1.0\nGenerator: grader\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
    record = "".join(f"{name},sha256={_digest(content)},{len(content)}\n" for name, content in files.items())
    return files | {f"{about}/RECORD": f"{record}{about}/RECORD,,\n".encode()}


def _stem(distribution: metadata.Distribution) -> str:
    """The beginning of the names of a wheel and of its metadata folder."""
    return f"{distribution.name.replace('-', '_')}-{distribution.version}"


def _digest(content: bytes) -> str:
    return urlsafe_b64encode(sha256(content).digest()).rstrip(b"=").decode()


def _below(root: Path) -> Iterator[tuple[str, bytes]]:
    """Every file of a folder by its relative path, without caches and hidden files."""
    for path in sorted(root.rglob("*")):
        parts = path.relative_to(root).parts
        if path.is_file() and not any(part in CACHES or part.startswith(".") for part in parts):
            yield "/".join(parts), path.read_bytes()


def _zipped(files: Mapping[str, bytes], scripts: Mapping[str, bytes] | None = None) -> bytes:
    """A zip without the time and place of its creation; scripts are executable."""
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as writer:
        for name, content in {**files, **(scripts or {})}.items():
            entry = zipfile.ZipInfo(name, EARLIEST_ZIP_TIME)
            entry.create_system = 3  # Unix; otherwise the attributes mean something else
            entry.external_attr = EXECUTABLE if scripts and name in scripts else ORDINARY
            writer.writestr(entry, content, zipfile.ZIP_DEFLATED)
    return archive.getvalue()
