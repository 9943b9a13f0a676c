"""The versions that were tested are written down for pip and for uv: names and versions, and nothing else."""

import re
import tomllib
from collections.abc import Iterator
from importlib.metadata import distribution
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))


def pins(file: str) -> list[str]:
    """The lines of a file of pins."""
    return [line for line in (ROOT / file).read_text("utf-8").splitlines() if not line.startswith("#")]


PINS, NEEDED = pins("constraints.txt"), pins("requirements.txt")
NEVER_USED = {"debugpy", "jedi", "parso"}
"""What of Jupyter no notebook needs that is executed for display."""
EXTRAS = PROJECT["project"]["optional-dependencies"].values()
DIRECT = [
    Requirement(text)
    for group in (PROJECT["project"]["dependencies"], PROJECT["dependency-groups"]["dev"], *EXTRAS)
    for text in group
]


def test_pip_and_uv_are_told_the_same_versions() -> None:
    assert PROJECT["tool"]["uv"]["constraint-dependencies"] == PINS


def test_a_constraint_is_a_name_and_a_version_for_every_python_or_for_some() -> None:
    assert [pin for pin in PINS if not re.fullmatch(r"[a-z0-9-]+==[\w.]+( ; [\w.' =<>!()]+)?", pin)] == []


@pytest.mark.parametrize("python", ["3.11", "3.12", "3.13", "3.14", "3.15"])
def test_each_python_has_one_version_of_every_direct_dependency_and_it_is_one_that_we_accept(python: str) -> None:
    environment = {"python_version": python, "python_full_version": f"{python}.0", "sys_platform": "linux"}
    pinned: dict[str, list[str]] = {}
    for pin in map(Requirement, PINS):
        if pin.marker is None or pin.marker.evaluate(environment):
            pinned.setdefault(canonicalize_name(pin.name), []).append(str(pin.specifier).removeprefix("=="))
    for wanted in DIRECT:
        versions = pinned.get(canonicalize_name(wanted.name), [])
        assert len(versions) == 1, f"{wanted}: run distributions/constraints.py"
        assert wanted.specifier.contains(versions[0]), f"{wanted} and {versions[0]}"


def test_the_requirements_are_the_grader_and_all_that_it_runs_with_here_except_what_it_never_uses() -> None:
    named = {canonicalize_name(Requirement(line).name) for line in NEEDED if _here(Requirement(line))}
    assert named == set(_reached()) - NEVER_USED, "run distributions/constraints.py"
    assert NEVER_USED.isdisjoint(named)


def test_a_version_is_the_same_in_both_files() -> None:
    same = {str(Requirement(pin)).partition(";")[0].strip() for pin in PINS}
    assert [line for line in NEEDED if str(Requirement(line)).partition(";")[0].strip() not in same] == []


def test_uv_leaves_out_the_same_as_pip_with_the_requirements() -> None:
    overridden = map(Requirement, PROJECT["tool"]["uv"]["override-dependencies"])
    never = {each.name for each in overridden if each.marker and not each.marker.evaluate()}
    assert never | {"parso"} == NEVER_USED, "parso is only jedi's"


def _here(wanted: Requirement) -> bool:
    return wanted.marker is None or wanted.marker.evaluate({"extra": ""})


def _reached() -> Iterator[str]:
    """The plain dependencies, and theirs, as their distributions say."""
    waiting, seen = [Requirement(text) for text in PROJECT["project"]["dependencies"]], set[str]()
    while waiting:
        wanted = waiting.pop()
        name = canonicalize_name(wanted.name)
        if name in seen or not _here(wanted):
            continue
        seen.add(name)
        yield name
        if name not in NEVER_USED:
            waiting.extend(map(Requirement, distribution(name).requires or ()))
