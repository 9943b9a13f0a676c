"""A package as pip installs it, with a module and entry points."""

from pathlib import Path


def install_package(folder: Path, name: str, source: str, entry_points: str) -> None:
    """Lays it out in a folder that is, or will be, on the path."""
    (folder / f"{name}.py").write_text(source)
    metadata = folder / f"{name}-1.0.dist-info"
    metadata.mkdir()
    (metadata / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n")
    (metadata / "entry_points.txt").write_text(entry_points)
