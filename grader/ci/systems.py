"""Which system a command runs on, by its documented environment variables, and what that system reads. Trusted side."""

from collections.abc import Mapping
from enum import StrEnum


class ResultFormat(StrEnum):
    """A form of the results that some system reads."""

    ANNOTATIONS = "annotations"
    SUMMARY = "summary"
    JUNIT = "junit"
    GITLAB = "gitlab"
    GRADESCOPE = "gradescope"
    CLASSROOM50 = "classroom50"


def formats_here(environment: Mapping[str, str]) -> tuple[ResultFormat, ...]:
    """What the system reads that set these variables; elsewhere JUnit, which most do. Gradescope sets none."""
    if environment.get("CLASSROOM50_BUNDLE_DIR"):
        # Its runner is a step on GitHub, and makes the text of the release the summary of that step.
        return (ResultFormat.ANNOTATIONS, ResultFormat.CLASSROOM50)
    if environment.get("GITHUB_ACTIONS") == "true":
        return (ResultFormat.ANNOTATIONS, ResultFormat.SUMMARY, ResultFormat.JUNIT)
    if environment.get("GITLAB_CI") == "true":
        return (ResultFormat.JUNIT, ResultFormat.GITLAB)
    return (ResultFormat.JUNIT,)
