"""Writes a class as a platform's archive, and as its unpacked folder."""

import io
import tarfile
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

from grader.intake import ReceivedClass

Files = Mapping[str, bytes]
"""Path -> content; a path that ends with `/` is an empty folder."""
Read = Callable[..., ReceivedClass]


def as_folder(files: Files, place: Path) -> Path:
    for name, content in files.items():
        path = place / name
        if name.endswith("/"):
            path.mkdir(parents=True)
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
    return place


def as_zip(files: Files, place: Path) -> Path:
    packed = place.with_name(f"{place.name}.zip")
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return packed


def as_tar(files: Files, place: Path) -> Path:
    packed = place.with_name(f"{place.name}.tar.gz")
    with tarfile.open(packed, "w:gz") as archive:
        for name, content in files.items():
            member = tarfile.TarInfo(name.rstrip("/"))
            member.type = tarfile.DIRTYPE if name.endswith("/") else tarfile.REGTYPE
            member.size = len(content)
            archive.addfile(member, io.BytesIO(content))
    return packed


PACKINGS: Mapping[str, Callable[[Files, Path], Path]] = {"folder": as_folder, "zip": as_zip, "tar.gz": as_tar}
