"""A zygote at the level that a test is about. Where the machine lacks it, CI fails and others skip with the reason."""

import os

import pytest

from grader.errors import IsolationError
from grader.host.levels import open_at
from grader.host.zygote import Zygote
from grader.model import Isolation


def zygote_at(level: Isolation) -> Zygote:
    """Opens it. Namespaces are optional everywhere: many containers forbid them, and grading does without."""
    try:
        return open_at(level)
    except IsolationError as error:
        if os.environ.get("CI") == "true" and level is not Isolation.NAMESPACED:
            pytest.fail(f"CI must have level {level}: {error}")
        pytest.skip(f"level {level}: {error}")
