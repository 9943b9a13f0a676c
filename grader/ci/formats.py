"""The available result formats, and which of them a system reads. Trusted side."""

from collections.abc import Mapping

from grader.ci.classroom50 import Classroom50
from grader.ci.format import ResultFormat, System
from grader.ci.github import Annotations, StepOutputs
from grader.ci.gitlab import GitLab
from grader.ci.gradescope import Gradescope
from grader.ci.junit import JUnit
from grader.ci.log import Log
from grader.ci.summary import Summary
from grader.plugins import Registry

FORMATS: Registry[ResultFormat] = Registry(
    "grader.formats",
    ResultFormat,  # type: ignore[type-abstract] # only asked whether something is derived from it
    (Annotations(), Log(), Summary(), StepOutputs(), JUnit(), GitLab(), Gradescope(), Classroom50()),
)


def is_read_here(each: ResultFormat, environment: Mapping[str, str]) -> bool:
    """Whether the system that set these variables reads it."""
    return System.of(environment) in each.systems
