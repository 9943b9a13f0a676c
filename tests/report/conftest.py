"""The sample grades, and a parser of the HTML that is rendered from them."""

import pytest

from grader.model import Grade
from tests.support import sample_grades as samples


@pytest.fixture
def grade() -> Grade:
    """All kinds of outcomes in the first assignment."""
    return samples.sample_grade()


@pytest.fixture
def perfect() -> Grade:
    """Every test passed."""
    return samples.perfect_grade()


@pytest.fixture
def untouched() -> Grade:
    """Every test failed as a stub does."""
    return samples.untouched_grade()


@pytest.fixture
def withheld() -> Grade:
    """One test could not judge."""
    return samples.withheld_grade()
