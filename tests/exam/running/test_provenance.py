"""A grade says what it was made with, commits to its seed and gives none of it away."""

import hashlib
import hmac
import platform
from collections.abc import Callable

import numpy as np

from grader.assignment import Assignment
from grader.exam.running.seeds import commitment
from grader.model import Grade


def test_a_grade_names_the_versions_and_commits_to_the_seed(grade: Callable[..., Grade], tiny: Assignment) -> None:
    made_with = grade().provenance
    assert made_with is not None
    assert (made_with.python, made_with.numpy) == (platform.python_version(), np.__version__)
    assert made_with.seed == commitment(tiny.seed_file.read_text(), "tiny")
    assert tiny.seed_file.read_text() not in made_with.seed


def test_anybody_who_is_shown_the_seed_can_check_the_commitment() -> None:
    expected = hmac.new(b"a seed", b"seed of x", hashlib.sha256).hexdigest()
    assert commitment("a seed", "x") == f"hmac-sha256:{expected}"
    assert commitment("a seed", "x") != commitment("another", "x")
