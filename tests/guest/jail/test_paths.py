"""Which files a guest may read: the libraries, and of the grader's own package nothing, wherever it is installed."""

import sys
import sysconfig
from pathlib import Path

import pytest

from grader.guest.jail import paths
from grader.guest.jail.libraries import entries_of


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
    found = paths.runtime((installed,), {"numpy", "single.py", "grader"})
    site = installed / "site-packages"
    assert set(found.readable) == {installed / "os.py", site / "numpy", site / "single.py"}
    assert set(found.listable) == {installed, site}


def test_a_tree_without_the_grader_is_taken_whole(installed: Path) -> None:
    numpy = installed / "site-packages" / "numpy"
    assert paths.runtime((numpy,), ()) == paths.Runtime((numpy,), ())


def test_a_library_that_was_not_named_is_left_out_with_its_metadata(installed: Path) -> None:
    site = installed / "site-packages"
    for name in ("autograd/numpy.py", "autograd-1.8.dist-info/RECORD", "grader-0.1.dist-info/RECORD"):
        (site / name).parent.mkdir(parents=True, exist_ok=True)
        (site / name).write_text("")
    assert set(paths.runtime((installed,), {"numpy"}).readable) == {installed / "os.py", site / "numpy"}


def test_a_link_to_a_folder_above_ends_nowhere(installed: Path) -> None:
    (installed / "again").symlink_to(installed)
    assert installed / "os.py" in paths.runtime((installed,), ()).readable


def test_a_library_is_taken_with_what_it_requires_and_with_nothing_of_its_extras() -> None:
    entries = entries_of(("matplotlib",))
    assert {"matplotlib", "mpl_toolkits", "numpy", "PIL", "kiwisolver"} <= entries
    assert not {"pytest", "_pytest", "grader", "autograd", "__pycache__", ".."} & entries


def test_a_library_that_is_not_installed_brings_nothing() -> None:
    assert entries_of(("no-such-library",)) == frozenset()


def test_what_is_needed_holds_the_standard_library_and_no_home() -> None:
    needed = paths.needed()
    assert any(Path(sysconfig.get_path("stdlib")).is_relative_to(path) for path in needed)
    assert not any(Path.home().is_relative_to(path) or Path.cwd().is_relative_to(path) for path in needed)


def test_a_checkout_on_the_import_path_is_not_a_library(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(sys, "path", [*sys.path, str(tmp_path), ""])
    assert not {str(tmp_path), "", str(Path.cwd())} & set(paths.import_path())
    assert sysconfig.get_path("purelib") in paths.import_path()


def test_libraries_beside_the_interpreter_are_readable_unless_they_lie_where_it_may_not_look(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A Python that was copied names where it was built, which may be in somebody's closed home."""
    for name in ("built", "loaded"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "libodd.so.1").touch()
    monkeypatch.setattr(sysconfig, "get_config_var", lambda _name: str(tmp_path / "built"))
    monkeypatch.setenv("LD_LIBRARY_PATH", str(tmp_path / "loaded"))
    assert {path.parent.name for path in paths.needed() if path.name == "libodd.so.1"} == {"built", "loaded"}
    really = Path.exists

    def exists(path: Path) -> bool:
        if path.is_relative_to(tmp_path / "built"):
            raise PermissionError(13, "Permission denied", str(path))
        return really(path)

    monkeypatch.setattr(Path, "exists", exists)
    assert {path.parent.name for path in paths.needed() if path.name == "libodd.so.1"} == {"loaded"}
