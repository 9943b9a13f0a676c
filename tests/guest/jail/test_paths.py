"""Which files a guest may read: the libraries, and of the grader's own package nothing, wherever it is installed."""

import sys
import sysconfig
from pathlib import Path

import pytest

from grader.guest.jail import paths


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An interpreter's library folder with the grader installed in it, solutions beside the code."""
    site = tmp_path / "lib" / "site-packages"
    for name in ("numpy/core.py", "grader/bundled/reference.py", "grader/model.py", "single.py"):
        (site / name).parent.mkdir(parents=True, exist_ok=True)
        (site / name).write_text("")
    (tmp_path / "lib" / "os.py").write_text("")
    monkeypatch.setattr(paths, "HIDDEN", site / "grader")
    return tmp_path / "lib"


def test_the_installed_grader_is_left_out_of_the_readable_trees(installed: Path) -> None:
    found = paths.runtime((installed,))
    site = installed / "site-packages"
    assert set(found.readable) == {installed / "os.py", site / "numpy", site / "single.py"}
    assert set(found.listable) == {installed, site}


def test_a_tree_without_the_grader_is_taken_whole(installed: Path) -> None:
    numpy = installed / "site-packages" / "numpy"
    assert paths.runtime((numpy,)) == paths.Runtime((numpy,), ())


def test_what_is_needed_holds_the_standard_library_and_no_home() -> None:
    needed = paths.needed()
    assert any(Path(sysconfig.get_path("stdlib")).is_relative_to(path) for path in needed)
    assert not any(Path.home().is_relative_to(path) or Path.cwd().is_relative_to(path) for path in needed)


def test_a_checkout_on_the_import_path_is_no_library(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(sys, "path", [*sys.path, str(tmp_path), ""])
    assert not {str(tmp_path), "", str(Path.cwd())} & set(paths.import_path())
    assert sysconfig.get_path("purelib") in paths.import_path()
