"""What a test needs from the machine: an isolation level, a program. If it is missing, CI fails, others skip."""

import os
import shutil
from typing import NoReturn

import pytest

from grader.errors import IsolationError
from grader.host.levels import open_at, strongest_level
from grader.host.zygote import Zygote
from grader.model import Isolation


def zygote_at(level: Isolation) -> Zygote:
    """Opens it. Namespaces are optional everywhere: many containers forbid them, and grading does without."""
    try:
        return open_at(level)
    except IsolationError as error:
        _lacking(level, str(error))


def jail_for_marks() -> Isolation:
    """The strongest level of this machine, which must be one that grading for marks asks for."""
    try:
        return strongest_level(Isolation.JAILED)
    except IsolationError as error:
        _lacking(Isolation.JAILED, str(error))


def _lacking(level: Isolation, why: str) -> NoReturn:
    if os.environ.get("CI") == "true" and level is not Isolation.NAMESPACED:
        pytest.fail(f"CI must have level {level}: {why}")
    pytest.skip(f"level {level}: {why}")


def needs_programs(*names: str) -> pytest.MarkDecorator:
    """Marks what cannot be tested without these; in CI it is tested all the same, and so fails where one lacks."""
    lacking = [name for name in names if shutil.which(name) is None]
    skips = bool(lacking) and os.environ.get("CI") != "true"
    return pytest.mark.skipif(skips, reason=f"not on the path here: {', '.join(lacking)}")
