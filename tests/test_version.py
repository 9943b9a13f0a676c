"""What the grader calls itself: the version that its installation says, whichever of its distributions that is."""

from importlib import metadata

import pytest
from packaging.version import Version

from grader.version import DISTRIBUTIONS, UNKNOWN, grader_version


def test_the_version_is_that_of_the_installed_distribution() -> None:
    assert grader_version() == metadata.version("grader-harness")
    assert Version(grader_version()) > Version("0.1.0")


@pytest.mark.parametrize(("installed", "said"), [({"grader-check": "1.2"}, "1.2"), ({}, UNKNOWN)])
def test_the_students_distribution_counts_too_and_sources_alone_have_no_version(
    installed: dict[str, str], said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def version(name: str) -> str:
        if name not in installed:
            raise metadata.PackageNotFoundError(name)
        return installed[name]

    monkeypatch.setattr(metadata, "version", version)
    assert set(installed) <= set(DISTRIBUTIONS)
    assert grader_version() == said
