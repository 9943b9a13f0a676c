"""A path -> the files of the folder, archive or file there, recognised by content, not by name. Trusted side."""

import os
import stat
from io import BytesIO
from pathlib import Path

from grader.errors import SubmissionError
from grader.intake.archive import collect_members
from grader.intake.collect import CollectedFiles, Collector
from grader.intake.file_types import COMPRESSED, FileType, identify
from grader.intake.folder import collect_folder, open_regular
from grader.intake.limits import TOTAL_BYTES, size
from grader.intake.naming import ARCHIVE_NAME, is_module, is_notebook
from grader.intake.tar_members import decompress, tar_members
from grader.intake.zip_members import zip_members
from grader.sanitize import quoted

_PATH_WIDTH = 200


def collect_path(path: Path) -> CollectedFiles:
    """Reads whatever is at a path.

    Raises:
        SubmissionError: Nothing there can be a submission.
    """
    name = quoted(str(path), _PATH_WIDTH)
    try:
        mode = path.lstat().st_mode
    except (OSError, ValueError) as error:
        raise SubmissionError(f"{name} does not exist: give the folder or archive of a submission.") from error
    if stat.S_ISLNK(mode):
        raise SubmissionError(f"{name} is a link, and links are never followed: give the folder or file itself.")
    if stat.S_ISDIR(mode):
        return collect_folder(path)
    if not stat.S_ISREG(mode):
        raise SubmissionError(
            f"{name} is neither a folder nor an ordinary file: give the folder or archive of a submission."
        )
    return _collect_file(path, name)


def _collect_file(path: Path, name: str) -> CollectedFiles:
    data = _read(path, name)
    kind = identify(data)
    if kind is FileType.ZIP or kind is FileType.TAR or kind in COMPRESSED:
        return _collect_archive(data, kind, name)
    single = is_module(path.name) or is_notebook(path.name)
    if single and kind in {FileType.TEXT, FileType.UNKNOWN, FileType.NOTEBOOK}:
        return _collect_single(path, data)
    raise SubmissionError(_no_submission(name, kind))


def with_archive_opened(collected: CollectedFiles) -> CollectedFiles | None:
    """The same with the contents of its archive instead of the archive; None unless there is exactly one.

    Raises:
        SubmissionError: It is not an archive, or is unreadable.
    """
    archives = [path for path in collected.files if ARCHIVE_NAME.search(path)]
    if len(archives) != 1:
        return None
    path = archives[0]
    data = collected.files[path]
    kind = identify(data)
    if kind is not FileType.ZIP and kind is not FileType.TAR and kind not in COMPRESSED:
        raise SubmissionError(_no_submission(quoted(path), kind))
    try:
        inside = _collect_archive(data, kind, quoted(path))
    except SubmissionError as error:
        raise SubmissionError(f"In {quoted(path)}: {error}") from error
    beside = {name: content for name, content in collected.files.items() if name != path}
    # Under its name if there are other files beside it that its contents could hide.
    folder = f"{ARCHIVE_NAME.sub('', path)}/" if beside or collected.unreadable else ""
    return CollectedFiles(
        {**beside, **{folder + name: content for name, content in inside.files.items()}},
        {**collected.unreadable, **{folder + name: why for name, why in inside.unreadable.items()}},
        {**collected.refused, **{folder + name: sentence for name, sentence in inside.refused.items()}},
        (*collected.notes, *inside.notes),
    )


def _no_submission(name: str, kind: FileType) -> str:
    return f"{name} is {kind}: hand in a folder or a zip with the modules, one module, or the notebook."


def _collect_archive(data: bytes, kind: FileType, name: str) -> CollectedFiles:
    return collect_members(zip_members(data)) if kind is FileType.ZIP else _collect_tar(data, kind, name)


def _read(path: Path, name: str) -> bytes:
    try:
        with open_regular(path) as file:
            found = os.fstat(file.fileno()).st_size
            if found > TOTAL_BYTES:
                raise SubmissionError(f"{name} has {size(found)}: a submission may have up to {size(TOTAL_BYTES)}.")
            return file.read(TOTAL_BYTES)
    except OSError as error:
        raise SubmissionError(f"{name} cannot be read: {error.strerror}.") from error


def _collect_tar(data: bytes, kind: FileType, name: str) -> CollectedFiles:
    plain = decompress(data, kind)
    if identify(plain) is not FileType.TAR:
        raise SubmissionError(f"{name} is {kind}, and it does not contain a folder: hand in a zip with the modules.")
    return collect_members(tar_members(plain))


def _collect_single(path: Path, data: bytes) -> CollectedFiles:
    collector = Collector()
    if collector.admits(path.name):
        collector.take(path.name, BytesIO(data).read, len(data))
    return collector.collected()
