"""stdout and stderr of student code, kept in memory up to a cap and dropped beyond it. Untrusted side."""

import io
import sys


class _CappedBytes(io.BytesIO):
    """A byte buffer that swallows what goes beyond its cap: printing too much is no error."""

    def __init__(self, cap: int) -> None:
        super().__init__()
        self._cap = cap

    def close(self) -> None:
        """Stays open: student code may close sys.stdout, or drop it for another, and what it printed still counts."""

    def write(self, data: "bytes | bytearray | memoryview") -> int:  # type: ignore[override] # what a text layer passes
        room = max(0, self._cap - self.tell())
        super().write(bytes(data)[:room])
        return len(data)


class Capture:
    """Stands in for sys.stdout and sys.stderr; `take` empties both."""

    def __init__(self, cap: int) -> None:
        self._cap = cap
        self._buffers = (_CappedBytes(cap), _CappedBytes(cap))
        self._install()

    def take(self) -> tuple[str, str]:
        """What was printed since the last call, as (stdout, stderr), and starts anew."""
        stdout, stderr = (buffer.getvalue().decode("utf-8", "replace") for buffer in self._buffers)
        self._buffers = (_CappedBytes(self._cap), _CappedBytes(self._cap))
        self._install()
        return stdout, stderr

    def _install(self) -> None:
        sys.stdout, sys.stderr = (
            io.TextIOWrapper(buffer, encoding="utf-8", errors="backslashreplace", write_through=True)
            for buffer in self._buffers
        )
