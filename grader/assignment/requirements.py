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
    for requirement in map(Requirement, requires):
        try:
            found = version(requirement.name)
        except PackageNotFoundError:
            found = ""
        if not found or not requirement.specifier.contains(found, prereleases=True):
            meant = [] if found else packages_distributions().get(requirement.name, [])
            if meant and requirement.name not in meant:
                raise AssignmentError(
                    f"{slug} requires {requirement}, which is a module of {meant[0]}: write {meant[0]!r}."
                )
            here = f"here is {found}" if found else "it is not installed"
            raise AssignmentError(
                f"{slug} requires {requirement}, and {here}: install it beside the grader, "
                f"for example with `pip install '{requirement}'`."
            )
