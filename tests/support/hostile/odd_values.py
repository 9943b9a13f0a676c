"""What frames are made of: numbers, words, types and literals, some of which no honest guest sends."""

INTEGERS = (0, 1, -1, 2, 3, 7, 255, 1 << 16, (1 << 31) - 1, 1 << 32, (1 << 63) - 1, -(1 << 63))
FLOATS = (0.0, -0.0, 1.0, 0.5, float("nan"), float("inf"), float("-inf"), 5e-324, 1.7e308)
WORDS = ("", "f", "work.py", "ValueError", "MemoryError", "ndarray", "dtype object", "\0\x1b[2J", "\u202e", "x" * 5000)
ODD_DTYPES = ("|O", ">f8", "<U9999", "<U0", "<U2", "|V8", "<M8[ns]", "<f8,<f8", "", "f8")
LITERALS = (("decimal", "0.10"), ("decimal", "NaN"), ("decimal", "1E+9999"), ("fraction", "1/3"),
            ("date", "2026-01-31"), ("time", "12:30:00#0"), ("datetime", "2026-01-31T12:00:00+02:00#0"),
            ("timedelta", "-1,3,0"), ("path", "../../etc/passwd"), ("pure path", "a\0b"), ("ellipsis", ""))  # fmt: skip
ODD_LITERALS = (("decimal", "sNaN"), ("decimal", "1E+999999999999"), ("decimal", "x"), ("fraction", "1/0"),
                ("fraction", ""), ("date", "2026-13-01"), ("datetime", "2026-01-31T12:00:00#7"),
                ("timedelta", "999999999999,0,0"), ("timedelta", "1"), ("module", "os"), ("", ""))  # fmt: skip
