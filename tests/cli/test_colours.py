"""Colours that can be read on a dark and on a light background, and no others."""

import ast
from pathlib import Path

import pytest
from rich.color import Color, ColorSystem, ColorType
from rich.errors import StyleSyntaxError
from rich.style import Style

from grader.cli import colours
from grader.cli.colours import BAD, GOOD, NOTE, PARTLY, THEME
from grader.cli.dispatch import build_app

CLI = Path(colours.__file__).parent
BACKGROUNDS = {
    "black": "#000000",
    "white": "#ffffff",
    "a dark grey": "#1e1e1e",
    "Solarized dark": "#002b36",
    "Solarized light": "#fdf6e3",
    "Ubuntu": "#300a24",
}
LEGIBLE = 3.0
"""What WCAG 2 asks for between bold letters, or marks, and what is behind them."""


def luminance(colour: str) -> float:
    """By WCAG 2, of a colour of the 256 or one in hexadecimal."""
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in _parts(colour)]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _parts(colour: str) -> list[float]:
    return [part / 255 for part in Color.parse(colour).get_truecolor()]


def contrast(first: str, second: str) -> float:
    low, high = sorted((luminance(first), luminance(second)))
    return (high + 0.05) / (low + 0.05)


def coloured(style: Style) -> bool:
    return any(colour is not None and not colour.is_default for colour in (style.color, style.bgcolor))


def colours_in(source: str) -> set[str]:
    """The texts in a module that name a colour, alone or after words such as `bold`."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            try:
                found |= {node.value} if coloured(Style.parse(node.value)) else set()
            except StyleSyntaxError:
                continue
    return found


@pytest.mark.parametrize("colour", [GOOD, PARTLY, BAD, NOTE])
@pytest.mark.parametrize("background", BACKGROUNDS)
def test_every_colour_is_legible_on_every_background(colour: str, background: str) -> None:
    assert contrast(colour, BACKGROUNDS[background]) >= LEGIBLE


@pytest.mark.parametrize("colour", ["color(11)", "color(15)", "color(10)"])
def test_yellow_white_and_green_of_the_palette_would_not_be(colour: str) -> None:
    assert contrast(colour, "#ffffff") < LEGIBLE


def test_no_command_takes_another_colour() -> None:
    taken = {path.name: colours_in(path.read_text("utf-8")) for path in CLI.glob("*.py")}
    assert taken.pop("colours.py") >= {GOOD, PARTLY, BAD, NOTE}
    assert {name: found for name, found in taken.items() if found} == {}
    assert colours_in("Text('x', style='bold yellow')") == {"bold yellow"}, "or none could be found"


def test_the_help_and_the_bars_of_progress_take_no_other_colour() -> None:
    """What rich and cyclopts draw is named: a name that they come to use and that has a colour is missing here."""
    from cyclopts.help.specs import DEFAULT_STYLES  # noqa: PLC0415 # no part of its face

    bars = {name for name in THEME.styles if name.startswith(("bar.", "progress.", "status.", "cyclopts."))}
    bars -= {
        "progress.filesize",
        "progress.filesize.total",
        "progress.data.speed",
        "progress.spinner",
    }  # of no bar here
    ours = {Style.parse(colour).color for colour in (GOOD, PARTLY, BAD, NOTE)}
    assert {name for name in bars if coloured(THEME.styles[name]) and THEME.styles[name].color not in ours} == set()
    grey = {name for name, style in DEFAULT_STYLES.items() if coloured(Style.parse(style))}
    assert grey <= set(THEME.styles)
    app = build_app()
    for console in (app.console, app.error_console):
        assert console.get_style("cyclopts.name").color in ours


@pytest.mark.parametrize(("colour", "named"), [(GOOD, "green"), (PARTLY, "yellow"), (BAD, "red"), (NOTE, "cyan")])
def test_with_sixteen_colours_the_nearest_colour_is_the_intended_one(colour: str, named: str) -> None:
    nearest = Color.parse(colour).downgrade(ColorSystem.STANDARD)
    assert nearest.type is ColorType.STANDARD
    assert nearest.number in {Color.parse(named).number, Color.parse(f"bright_{named}").number}
