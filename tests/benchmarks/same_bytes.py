"""Whether another version of the grader gives the same grades and reports, to the byte.

    uv run python -m tests.benchmarks.same_bytes OTHER_CHECKOUT [SLUG ...] [--attackers] [--workers 2]

Both grade one class of each assignment that is in both: the samples, the alternatives, the reference, and the reference
with each of its known mistakes. With `--attackers` they grade those of the hostile tests instead; what differs between
two runs of the other checkout is left to chance, and is only counted. The exit code is 1 if any `grade.json`,
`report.html` or instructor's copy, or the gradebook, differs in more than the version that made it.
"""

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from grader.assignment import Assignment, load_assignment
from grader.audit.subjects import ALTERNATIVES
from grader.exam.diagnosis.misconceptions import load_misconceptions
from grader.exam.running.reference_work import reference_work
from tests.support.hostile.class_of_attackers import ATTACKERS, lay_out
from tests.support.hostile.targets import open_vault

HERE = Path(__file__).resolve().parents[2]
COMPARED = ("*/grade.json", "*/report.html", "_instructor/*.html", "gradebook.csv")


def main() -> int:
    """Grades with both and compares."""
    parser = argparse.ArgumentParser()
    parser.add_argument("other", type=Path)
    parser.add_argument("slugs", nargs="*", default=["multilayer_chain_rule", "python_basics"])
    parser.add_argument("--attackers", action="store_true")
    parser.add_argument("--workers", default="2")
    chosen = parser.parse_args()
    other = chosen.other.resolve()
    if chosen.attackers:
        return int(bool(_compared_attackers(other, chosen.workers)))
    differing = [_compared(slug, other, chosen.workers) for slug in chosen.slugs]
    return int(any(differing))


def _compared(slug: str, other: Path, workers: str) -> Sequence[str]:
    with tempfile.TemporaryDirectory() as name:
        place = Path(name)
        count = _write_class(load_assignment(HERE / "assignments" / slug), place / "class")
        here, there = (_graded(each, each / "assignments" / slug, place, workers) for each in (HERE, other))
    return _told(f"{slug}: {count} submissions", here, _differing(here, there))


def _compared_attackers(other: Path, workers: str) -> Sequence[str]:
    with open_vault() as vault:
        lay_out(vault, vault.root / "class", ATTACKERS)
        folder = vault.tiny.assignment.folder
        here, there, again = (_graded(each, folder, vault.root, workers) for each in (HERE, other, other))
    chance = _differing(there, again)
    differing = [file for file in _differing(here, there) if file not in chance]
    return _told(f"{len(ATTACKERS)} attackers, {len(chance)} files left to chance", here, differing)


def _differing(one: Mapping[str, bytes], other: Mapping[str, bytes]) -> Sequence[str]:
    return sorted(file for file in one.keys() | other.keys() if one.get(file) != other.get(file))


def _told(graded: str, files: Mapping[str, bytes], differing: Sequence[str]) -> Sequence[str]:
    sys.stdout.write(f"{graded}, {len(files)} files, {len(differing)} of them differ\n")
    sys.stdout.writelines(f"    {file}\n" for file in differing)
    return differing


def _write_class(assignment: Assignment, folder: Path) -> int:
    """Writes each submission as a folder; returns how many there are."""
    shutil.copytree(assignment.solution / "samples", folder)
    for alternative in (assignment.solution / ALTERNATIVES).iterdir():
        shutil.copytree(alternative, folder / f"alternative-{alternative.name}")
    for name, files in _written(assignment):
        (folder / name).mkdir()
        for file, content in files.items():
            (folder / name / file).write_bytes(content)
    return len(list(folder.iterdir()))


def _written(assignment: Assignment) -> Iterator[tuple[str, Mapping[str, bytes]]]:
    yield "reference", reference_work(assignment).files
    for mistake in load_misconceptions(assignment):
        yield f"mistake-{mistake.misconception.id}", reference_work(assignment, mistake).files


def _graded(checkout: Path, assignment: Path, place: Path, workers: str) -> Mapping[str, bytes]:
    """The compared files of the class in a place, by path, as the grader of a checkout makes them."""
    results = Path(tempfile.mkdtemp(dir=place), "results")
    command: list[str | Path] = [checkout / ".venv" / "bin" / "grader", "bulk", place / "class", "--output", results]
    options: list[str | Path] = ["--assignment", assignment, "--workers", workers, "--quiet"]
    subprocess.run([*command, *options], cwd=checkout, check=True, stdout=subprocess.DEVNULL)
    files = {path: path.read_bytes() for pattern in COMPARED for path in results.glob(pattern)}
    return {str(path.relative_to(results)): _without_version(content, files) for path, content in files.items()}


def _without_version(content: bytes, files: Mapping[Path, bytes]) -> bytes:
    """A file without the version of the grader that made it, which differs by itself."""
    grades = (content for path, content in files.items() if path.name == "grade.json")
    version = json.loads(next(grades))["provenance"]["grader"]
    return content.replace(f"grader {version}".encode(), b"grader").replace(f'"{version}"'.encode(), b'"grader"')


if __name__ == "__main__":
    sys.exit(main())
