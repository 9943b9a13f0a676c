"""A picture as a test's call would leave it."""

import struct
import zlib


def picture(width: int = 640, height: int = 360) -> bytes:
    """A PNG of a falling curve under a grid, drawn by hand so that the tests need no Matplotlib."""
    rows = []
    for y in range(height):
        row = bytearray(b"\xff" * 3 * width)
        for x in range(width):
            curve = height * (0.12 + 0.76 * (1 - 2.718 ** (-3.0 * x / width)))
            if abs(y - curve) < 2.5:
                row[3 * x : 3 * x + 3] = b"\x2b\x50\xa8"
            elif y % 60 == 30 or x % 80 == 40:
                row[3 * x : 3 * x + 3] = b"\xe4\xe4\xe4"
        rows.append(b"\0" + bytes(row))
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in ((b"IHDR", header), (b"IDAT", zlib.compress(b"".join(rows), 9)), (b"IEND", b""))
    )
