"""The version, whichever distribution of the grader is installed. Trusted side; imports nothing of the grader."""

from importlib.metadata import PackageNotFoundError, version

DISTRIBUTIONS = ("grader-harness", "grader-check")
"""The whole grader, and the part that students install."""
UNKNOWN = "0+unknown"
"""Of a folder of sources that was never installed."""


def grader_version() -> str:
    """The version that the installation says."""
    for distribution in DISTRIBUTIONS:
        try:
            return version(distribution)
        except PackageNotFoundError:
            continue
    return UNKNOWN
