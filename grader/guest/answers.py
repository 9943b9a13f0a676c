"""The replies of one guest: what a call returned or raised, with what was printed meanwhile. Untrusted side."""

import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from grader.guest.capture import Capture
from grader.guest.objects import ObjectTable
from grader.guest.tracebacks import frames_of, text_of
from grader.wire.figures import Figure
from grader.wire.messages import Raised, Returned
from grader.wire.packing import pack
from grader.wire.values import List, Value

DEFAULT_OUTPUT_BYTES = 1 << 16


class Answers:
    """Makes replies; each one takes what was printed since the last.

    Args:
        objects: Keeps what does not cross as data.
        is_cell: Whether a file name is that of a cell of the notebook.
    """

    def __init__(self, objects: ObjectTable, is_cell: Callable[[str], bool]) -> None:
        self._objects = objects
        self._is_cell = is_cell
        kept = sys.stdout, sys.stderr
        self._capture = Capture()
        self._capture.begin(DEFAULT_OUTPUT_BYTES)
        sys.stdout, sys.stderr = kept  # until it is a guest's process that prints
        self._roots: list[str] = []

    def start(self, folder: Path) -> None:
        """Captures what is printed from now on; the files of this folder count as the student's own."""
        self._capture.install()
        self.set_root(folder)

    def begin(self, output_bytes: int, sought: Sequence[str]) -> None:
        """Starts the capture over: so many bytes of each stream, keeping lines that contain one of these words."""
        self._capture.begin(output_bytes, sought)

    def set_root(self, folder: Path) -> None:
        """Makes the files of this folder, and no others, count as the student's own."""
        self._roots = [f"{folder}/"]

    def add_root(self, folder: str | Path) -> None:
        """Makes the files of this folder count as the student's own too."""
        self._roots.append(f"{folder}/")

    def returned(
        self,
        request_id: int,
        value: object,
        arguments: list[Value] | None = None,
        drawn: list[Figure] | None = None,
        *,
        records: bool = False,
    ) -> Returned:
        """A value, as data if possible; with `records`, objects of data classes too."""
        packed = pack(value, self._objects.opaque, records=records)
        stdout, stderr = self._capture.take()
        return Returned(
            id=request_id, value=packed, arguments=arguments or [], stdout=stdout, stderr=stderr, figures=drawn or []
        )

    def held(self, request_id: int, result: object) -> Returned:
        """Handles of the entries of a list or tuple, or of the one object."""
        entries = result if isinstance(result, list | tuple) else [result]
        handles: list[Value] = [self._objects.handle_of(entry) for entry in entries]
        stdout, stderr = self._capture.take()
        return Returned(id=request_id, value=List(handles), stdout=stdout, stderr=stderr)

    def forget_output(self) -> None:
        """Leaves what was printed since the last reply out of the next."""
        self._capture.take()

    def raised(self, request_id: int, error: BaseException, *, usable: bool = False) -> Raised:
        """What student code raised; `usable` if the guest can be asked more all the same."""
        stdout, stderr = self._capture.take()
        return Raised(
            id=request_id,
            type_names=[kind.__name__ for kind in type(error).__mro__ if kind is not object],
            message=text_of(error),
            frames=frames_of(error, self._roots, self._is_cell),
            usable=usable,
            stdout=stdout,
            stderr=stderr,
        )
