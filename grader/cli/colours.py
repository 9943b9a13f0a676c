"""The colours of the terminal, each legible on a dark and on a light background. Trusted side.

What the sixteen named colours look like depends on the palette: yellow and green are hardly visible on white.
These are from the 256 that are the same everywhere, half as bright as white to the eye. On a terminal with only sixteen
the nearest is used, with NO_COLOR none. No colour says anything that a word, a number or a mark beside it does not.
"""

from rich.theme import Theme

GOOD = "color(28)"
PARTLY = "color(130)"
BAD = "color(196)"
NOTE = "color(31)"

THEME = Theme(
    {
        # The help text and its errors.
        "cyclopts.name": NOTE,
        "cyclopts.required": BAD,
        "cyclopts.required_marker": f"bold {BAD}",
        "cyclopts.choices": "dim",
        "cyclopts.env_var": "dim",
        "cyclopts.default": "dim",
        "markdown.code": "bold",
        "red": BAD,
        "cyan": NOTE,
        # Progress bars, and the spinner while it is not known how long something takes.
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
"""Replaces the colours that rich and cyclopts use."""
