"""What student code prints, kept up to a cap: its beginning, its end, and lines that tests look for. Untrusted side.

Printing too much is not an error and takes next to no time: text layers hand over some kilobytes at once, each byte is
looked at once, and no more is kept than the cap allows.
"""

import io
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

LINE_BYTES = 200
"""How much of such a line is kept on each side of the word."""
LEFT_OUT = b"\n[... %d bytes left out ...]\n"


class _CappedBytes(io.BytesIO):
    """A byte buffer that keeps the first half of its cap, the last quarter, and between them the sought lines."""

    def __init__(self) -> None:
        super().__init__()
        self.limit(0, ())

    def limit(self, cap: int, sought: Sequence[bytes]) -> None:
        """Changes the cap and the sought words, and starts over."""
        self._head, self._tail = cap // 2, max(1, cap // 4)
        self._room = cap - self._head - self._tail - 2 * len(LEFT_OUT % cap)
        self._words = sought
        self._overlap_bytes = max(map(len, sought), default=1) - 1 + LINE_BYTES
        self.start()

    def start(self) -> None:
        """Forgets what was printed."""
        self.seek(0)
        self.truncate()
        self._sought = dict.fromkeys(self._words)
        self._latest, self._found = bytearray(), bytearray()
        self._overlap = b""
        self._beyond = 0

    def close(self) -> None:
        """Stays open: student code may close sys.stdout, or replace it, and what it printed still counts."""

    def write(self, data: "bytes | bytearray | memoryview") -> int:  # type: ignore[override] # what a text layer passes
        """Accepts any number of bytes."""
        given = bytes(memoryview(data))
        room = max(0, self._head - self.tell())
        super().write(given[:room])
        if len(given) > room:
            self._pass_by(given[room:])
        return len(given)

    def take(self) -> bytes:
        """What was kept, before it starts over."""
        if not (self._beyond or self.tell() or self.getvalue()):  # most calls print nothing
            return b""
        kept = self.kept()
        self.start()
        return kept

    def kept(self) -> bytes:
        """What was kept, with a note on how much was left out."""
        tail = bytes(self._latest[-self._tail :])
        dropped = self._beyond - len(tail)
        if dropped <= 0:
            return self.getvalue() + tail
        note = LEFT_OUT % dropped
        return self.getvalue() + note + bytes(self._found) + note.lstrip() * bool(self._found) + tail

    def _pass_by(self, data: bytes) -> None:
        """Takes what comes after the head: it is the latest for now, and may be left out later."""
        self._beyond += len(data)
        if self._sought:
            self._seek((self._overlap or self.getvalue()[-self._overlap_bytes :]) + data)
        self._latest += data[-self._tail :]
        if len(self._latest) > 2 * self._tail:
            del self._latest[: -self._tail]

    def _seek(self, text: bytes) -> None:
        """Keeps the line around the first occurrence of each word."""
        lowered = text.lower()
        for each in [each for each in self._sought if each in lowered]:
            del self._sought[each]
            self._keep_line(text, lowered.index(each), len(each))
        self._overlap = text[-self._overlap_bytes :]

    def _keep_line(self, text: bytes, place: int, length: int) -> None:
        start = max(text.rfind(b"\n", 0, place) + 1, place - LINE_BYTES)
        end = text.find(b"\n", place + length)
        end = min(len(text) if end < 0 else end, place + length + LINE_BYTES)
        line = text[start:end] + b"\n"
        if len(self._found) + len(line) <= self._room:
            self._found += line


class Capture:
    """Stands in for sys.stdout and sys.stderr once it has begun; `take` empties both."""

    def __init__(self) -> None:
        self._buffers = _CappedBytes(), _CappedBytes()
        self._layers = [_layer(buffer) for buffer in self._buffers]

    def install(self) -> None:
        """Becomes sys.stdout and sys.stderr."""
        sys.stdout, sys.stderr = self._layers

    def begin(self, cap: int, sought: Sequence[str] = ()) -> None:
        """Starts over with `cap` bytes of each, and lines with one of `sought` first, whatever the case of ASCII."""
        self._flush()
        words = [each.encode("utf-8", "replace").lower() for each in sought if each]
        for buffer in self._buffers:
            buffer.limit(cap, words)
        self.install()

    def take(self) -> tuple[str, str]:
        """What was printed since the last call, as (stdout, stderr); starts over, even if sys.stdout was replaced."""
        self._flush()
        stdout, stderr = (buffer.take().decode("utf-8", "replace") for buffer in self._buffers)
        self.install()
        return stdout, stderr

    def _flush(self) -> None:
        for number, buffer in enumerate(self._buffers):
            try:
                self._layers[number].flush()
            except (ValueError, OSError):  # it was closed or detached, which flushed it
                self._layers[number] = _layer(buffer)


@contextmanager
def typing(lines: Sequence[str]) -> Iterator[None]:
    """Within this context, standard input has these lines; without any it is unchanged, which means empty."""
    before = sys.stdin
    if lines:
        sys.stdin = io.StringIO("".join(f"{line}\n" for line in lines))
    try:
        yield
    finally:
        sys.stdin = before


def _layer(buffer: _CappedBytes) -> io.TextIOWrapper:
    return io.TextIOWrapper(buffer, encoding="utf-8", errors="backslashreplace")
