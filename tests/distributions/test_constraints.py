"""The versions that were tested are written down for pip and for uv: names and versions, and nothing else."""

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
PINS = [line for line in (ROOT / "constraints.txt").read_text("utf-8").splitlines() if not line.startswith("#")]
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
