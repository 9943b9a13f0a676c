"""The colours of the terminal, each legible on a dark and on a light background. Trusted side.

The sixteen colours that have names are whatever a palette makes of them: yellow and green on white are hardly seen.
These are of the 256 that are the same everywhere, half as bright as white to the eye. Where a terminal has sixteen
alone the nearest is taken, with NO_COLOR none. No colour says what a word, a number or a mark beside it does not.
"""

from rich.theme import Theme

GOOD = "color(28)"
PARTLY = "color(130)"
BAD = "color(196)"
NOTE = "color(31)"

THEME = Theme(
    {
        # What the help and its faults are written in.
        "cyclopts.name": NOTE,
        "cyclopts.required": BAD,
        "cyclopts.required_marker": f"bold {BAD}",
        "cyclopts.choices": "dim",
        "cyclopts.env_var": "dim",
        "cyclopts.default": "dim",
        "markdown.code": "bold",
        "red": BAD,
        "cyan": NOTE,
        # What a bar of progress is drawn in, and what turns while nobody knows how long.
        "bar.back": "dim",
        "bar.complete": NOTE,
        "bar.finished": GOOD,
        "bar.pulse": NOTE,
        "status.spinner": NOTE,
        "progress.remaining": NOTE,
        "progress.percentage": NOTE,
        "progress.elapsed": NOTE,
        "progress.download": NOTE,
    }
)
"""Instead of what rich and cyclopts take."""
