"""Standard output and error as they are in practice: other encodings, closed ends, full disks. Trusted side.

Results are in files before anything is printed about them: what cannot be printed ends no run and changes no exit code.
"""

import json
import os
import re
import sys
from contextlib import suppress
from io import TextIOWrapper, UnsupportedOperation
from typing import Any, TextIO, cast

_NOT_ASCII = re.compile(r"[^\x00-\x7f]")


class LenientStream:
    """A stream that drops what can no longer be written; it says why once, unless somebody just closed a pipe."""

    def __init__(self, stream: TextIO, complain_to: TextIO | None = None) -> None:
        self._stream = stream
        self._complain_to = complain_to

    def write(self, text: str) -> int:
        """Writes a text if that is possible."""
        try:
            return self._stream.write(text)
        except OSError as error:
            self._give_up(error)
        return len(text)

    def flush(self) -> None:
        """Flushes if that is possible."""
        try:
            self._stream.flush()
        except OSError as error:
            self._give_up(error)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)

    def _give_up(self, error: OSError) -> None:
        """Drops everything from now on; otherwise the interpreter would fail at exit with what is still buffered."""
        null = os.open(os.devnull, os.O_WRONLY)
        with suppress(UnsupportedOperation, OSError):
            os.dup2(null, self._stream.fileno())
        os.close(null)
        if self._complain_to is not None and not isinstance(error, BrokenPipeError):
            self._complain_to.write(
                f"grader: standard output cannot be written ({error.strerror}); the files of results are whole.\n"
            )


def configure_streams() -> None:
    """Makes standard output and error accept any text, and survive being closed."""
    # Both are missing in a process that was started with them closed.
    streams = [stream or open(os.devnull, "w", encoding="utf-8") for stream in (sys.stdout, sys.stderr)]  # noqa: PTH123, SIM115
    for stream in streams:
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    sys.stderr = cast("TextIO", LenientStream(streams[1]))
    sys.stdout = cast("TextIO", LenientStream(streams[0], sys.stderr))


def write_document(found: object) -> None:
    """Writes an object to standard output as JSON: anything that msgspec can encode."""
    import msgspec  # noqa: PLC0415 # the help has no results

    write_json(msgspec.json.format(msgspec.json.encode(found), indent=2).decode() + "\n")


def write_json(document: str) -> None:
    """Writes JSON to standard output, escaped if its encoding is not UTF-8."""
    encoding = (sys.stdout.encoding or "ascii").casefold().replace("-", "").replace("_", "")
    escaped = document if encoding == "utf8" else _NOT_ASCII.sub(lambda found: json.dumps(found[0])[1:-1], document)
    sys.stdout.write(escaped)
    sys.stdout.flush()
