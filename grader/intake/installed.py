"""Environments and installed packages inside a submission, which the student did not write. Trusted side.

Decided by names alone: a folder is an environment if it has what `python -m venv` or conda puts at the top of each. Of
such a folder only its own parts are left out, since a student may have created it where the work is.
"""

from collections.abc import Collection, Iterable

_PACKAGES = frozenset({"node_modules", "site-packages", "dist-packages", "venv"})
_MARKS = frozenset({"pyvenv.cfg", "conda-meta"})
_PARTS = _MARKS | frozenset(
    {
        *("bin", "sbin", "scripts", "lib", "lib64", "libs", "libexec", "include", "share", "etc"),
        *("dlls", "library", "tools", "man", "ssl", "tcl", "doc", "compiler_compat"),
    }
)


def is_packages(name: str) -> bool:
    """Whether a folder of this name holds what was installed."""
    return name.casefold() in _PACKAGES


def is_environment(names: Iterable[str]) -> bool:
    """Whether a folder that holds these names is an environment."""
    return any(name.casefold() in _MARKS for name in names)


def is_part(name: str) -> bool:
    """Whether a name at the top of an environment belongs to the environment."""
    return name.casefold() in _PARTS


def environments(paths: Iterable[str]) -> frozenset[str]:
    """The folders among all that these paths lead through that are environments; empty for the top."""
    found: set[str] = set()
    for path in paths:
        parts = path.split("/")
        found.update("/".join(parts[:depth]) for depth, part in enumerate(parts) if is_environment([part]))
    return frozenset(found)


def installed_folder(path: str, known: Collection[str]) -> str:
    """The folder to name for a path that was installed, given the known environments; empty for all others."""
    parts = path.split("/")
    for depth, part in enumerate(parts):
        folder = "/".join(parts[:depth])
        if folder in known and is_part(part):
            return folder or part
        if depth < len(parts) - 1 and is_packages(part):
            return "/".join(parts[: depth + 1])
    return ""
