"""Which system a command runs on, by its documented environment variables, and what that system reads. Trusted side."""

from collections.abc import Mapping
from enum import StrEnum


class Format(StrEnum):
    """A form of the results that some system reads."""

    ANNOTATIONS = "annotations"
    SUMMARY = "summary"
    JUNIT = "junit"
    GITLAB = "gitlab"
    GRADESCOPE = "gradescope"
    CLASSROOM50 = "classroom50"


def formats_here(environment: Mapping[str, str]) -> tuple[Format, ...]:
    """What the system reads that set these variables; elsewhere JUnit, which most do. Gradescope sets none."""
    if environment.get("CLASSROOM50_BUNDLE_DIR"):
        # Its runner is a step on GitHub, and makes the text of the release the summary of that step.
        return (Format.ANNOTATIONS, Format.CLASSROOM50)
    if environment.get("GITHUB_ACTIONS") == "true":
        return (Format.ANNOTATIONS, Format.SUMMARY, Format.JUNIT)
    if environment.get("GITLAB_CI") == "true":
        return (Format.JUNIT, Format.GITLAB)
    return (Format.JUNIT,)
