"""The libraries that an assignment requires: as its manifest writes them, and as they are installed. Trusted side.

Imported only for an assignment that requires any: what reads requirements takes a tenth of a short command's time.
"""

from collections.abc import Sequence
from importlib.metadata import PackageNotFoundError, packages_distributions, version

from packaging.requirements import InvalidRequirement, Requirement

from grader.errors import AssignmentError


def check_requirements(slug: str, requires: Sequence[str]) -> None:
    """Requires that each of them names a library. Raises AssignmentError."""
    for text in requires:
        try:
            Requirement(text)
        except InvalidRequirement as error:
            raise AssignmentError(
                f"{slug} requires {text!r}, which names no library: write it as for pip, like 'pandas>=2.2'."
            ) from error


def library_names(requires: Sequence[str]) -> tuple[str, ...]:
    """The names of the libraries."""
    return tuple(Requirement(text).name for text in requires)


def require_installed(slug: str, requires: Sequence[str]) -> None:
    """Requires that they are installed, in a version that fits. Raises AssignmentError."""
    lacking = [each for each in map(Requirement, requires) if not _fits(each)]
    if not lacking:
        return
    first = lacking[0]
    found = _installed(first.name)
    meant = [] if found else packages_distributions().get(first.name, [])
    if meant and first.name not in meant:
        raise AssignmentError(f"{slug} requires {first}, which is a module of {meant[0]}: write {meant[0]!r}.")
    here = f"here is {found}" if found else "it is not installed"
    all_of_them = " ".join(f"'{each}'" for each in lacking)
    raise AssignmentError(
        f"{slug} requires {first}, and {here}: install it beside the grader, "
        f"for example with `python -m pip install {all_of_them}`."
    )


def _fits(required: Requirement) -> bool:
    found = _installed(required.name)
    return bool(found) and required.specifier.contains(found, prereleases=True)


def _installed(library: str) -> str:
    """Its version; empty if it is not installed."""
    try:
        return version(library)
    except PackageNotFoundError:
        return ""
