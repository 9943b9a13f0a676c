"""Where the harness keeps what it can make again, for a user who has no home too."""

import tempfile
from pathlib import Path
from typing import NoReturn

import pytest

from grader.errors import UsageError
from grader.host import cache


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Temporary files of a user without HOME whom the system does not know."""

    def homeless(_name: str) -> NoReturn:
        raise RuntimeError("could not determine the home directory")

    monkeypatch.setattr(cache, "user_cache_path", homeless)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


def test_without_a_home_the_cache_is_a_folder_that_nobody_else_can_enter(temporary: Path) -> None:
    folder = cache.cache_folder()
    assert folder.parent == temporary
    assert folder.stat().st_mode & 0o777 == 0o700
    assert cache.cache_folder() == folder


@pytest.mark.parametrize("planted", ["open", "link"])
def test_what_others_have_put_in_its_place_is_refused(temporary: Path, planted: str) -> None:
    folder = cache.cache_folder()
    if planted == "open":
        folder.chmod(0o777)
    else:
        folder.rename(temporary / "elsewhere")
        folder.symlink_to(temporary / "elsewhere")
    with pytest.raises(UsageError, match="set HOME to a folder of your own"):
        cache.cache_folder()
