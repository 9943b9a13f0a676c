"""How much a submission, and a class of them, may contain. Trusted side; knows no file format."""

MODULE_BYTES = 1 << 20
NOTEBOOK_BYTES = 16 << 20
TOTAL_BYTES = 64 << 20
FILES = 2_000

# Of all modules together, searched for IPython's syntax; the rest is taken as it is.
PLAIN_BYTES = 8 << 20

# What is ignored (a virtual environment, bytecode) does not count as a file, but listing it takes time all the same.
ENTRIES = 50_000
LISTED = 2 * ENTRIES  # in an archive, where installed packages are listed before they can be told
DEPTH = 32

# Of a class, which comes in one folder or archive: what is read at once is bounded for each submission.
CLASS_ENTRIES = 1_000_000
CLASS_BYTES = 8 << 30
CLASS_DIRECTORY_BYTES = 64 << 20

CHUNK = 1 << 16


def file_limit(path: str) -> tuple[int, str]:
    """The most bytes that the file at `path` may have, and what such a file is called in a message."""
    name = path.casefold()
    if name.endswith(".py"):
        return MODULE_BYTES, "a source module"
    if name.endswith(".ipynb"):
        return NOTEBOOK_BYTES, "a notebook"
    return TOTAL_BYTES, "a submission"


def size(count: int) -> str:
    """A number of bytes for people: `64 MiB (67,108,864 bytes)` where it is round, else `1,048,577 bytes`."""
    mebibytes, rest = divmod(count, 1 << 20)
    return f"{count:,} bytes" if rest or not mebibytes else f"{mebibytes} MiB ({count:,} bytes)"
