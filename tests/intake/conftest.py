"""A small assignment, and ways to hand in work for it: as a folder, a zip or a tar."""

import io
import tarfile
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from grader.assignment import Assignment, load_assignment

MANIFEST = """\
slug = "tiny"
title = "A tiny assignment"
notebook = "tiny.ipynb"
given = ["activations.py"]

[[tasks]]
id = "1"
title = "Basics"
module = "chain_rule_basics"
names = ["demonstrate"]
points = 40

[[tasks]]
id = "2"
title = "Network"
module = "multi_layer_network"
names = ["MultiLayerNetwork", "train"]
points = 40

[[tasks]]
id = "3"
title = "Flow"
module = "gradient_flow"
names = ["analyze_gradient_flow"]
points = 20
"""
GIVEN = b"def sigmoid(z):\n    return z\n"
SOLUTION = {
    "chain_rule_basics.py": b"def demonstrate():\n    return 1\n",
    "multi_layer_network.py": b"class MultiLayerNetwork:\n    pass\n\n\ntrain = print\n",
    "gradient_flow.py": b"def analyze_gradient_flow(networks):\n    return {}\n",
}

Files = Mapping[str, bytes]


@pytest.fixture(scope="session")
def assignment(tmp_path_factory: pytest.TempPathFactory) -> Assignment:
    """Three tasks, one given file, all stubs untouched."""
    root = tmp_path_factory.mktemp("course")
    folder = root / "assignments" / "tiny"
    folder.mkdir(parents=True)
    (root / "solutions" / "tiny" / "hidden_tests").mkdir(parents=True)
    (folder / "assignment.toml").write_text(MANIFEST)
    (folder / "activations.py").write_bytes(GIVEN)
    for name in SOLUTION:
        (folder / name).write_text("raise NotImplementedError\n")
    return load_assignment(folder)


@pytest.fixture
def solution() -> dict[str, bytes]:
    """A solution of every task, by file name; a copy to change at will."""
    return dict(SOLUTION)


@pytest.fixture
def given_file() -> bytes:
    """The pristine given file."""
    return GIVEN


@pytest.fixture
def as_folder(tmp_path: Path) -> Callable[[Files], Path]:
    """Writes files (relative path -> content) into a folder of their own."""

    def write(files: Files) -> Path:
        folder = tmp_path / "jane"
        folder.mkdir()
        for name, content in files.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        return folder

    return write


@pytest.fixture
def as_zip(tmp_path: Path) -> Callable[[Files], Path]:
    """Packs files into a zip."""

    def write(files: Files) -> Path:
        path = tmp_path / "jane.zip"
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, content in files.items():
                archive.writestr(name, content)
        return path

    return write


@pytest.fixture
def tarred() -> Callable[[Files], bytes]:
    """The bytes of a tar with these files, in the format that `tar` and Python write by default."""

    def write(files: Files) -> bytes:
        packed = io.BytesIO()
        with tarfile.open(fileobj=packed, mode="w") as archive:
            for name, content in files.items():
                member = tarfile.TarInfo(name)
                member.size = len(content)
                archive.addfile(member, io.BytesIO(content))
        return packed.getvalue()

    return write
