"""What all formats are made from."""

from collections.abc import Callable

import pytest

from grader.ci.locations import RepoLocations
from grader.ci.results import Results
from grader.model import Grade

Make = Callable[..., Results]


@pytest.fixture
def make() -> Make:
    """Makes the results of a grade whose files lie where nobody knows, or where it says."""

    def made(grade: Grade, **paths: str) -> Results:
        return Results.of(grade, RepoLocations({f"{name}.py": path for name, path in paths.items()}))

    return made
