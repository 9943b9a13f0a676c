"""The command line takes the options of the public API, as options of the command, and passes them on as they are."""

from pathlib import Path

from grader import ClassOptions, ReadingOptions
from grader.cli.bulk import bulk
from grader.cli.dispatch import build_app
from grader.cli.similar import similar


def test_the_command_line_takes_them_as_options_of_the_command() -> None:
    words = ["bulk", "class.zip", "--roster", "names.csv", "--anonymous", "--workers", "3", "--shard", "1/2"]
    function, bound, _ = build_app().parse_args(words, exit_on_error=False, print_error=False)
    assert function is bulk
    assert bound.arguments["reading"] == ReadingOptions(roster=Path("names.csv"), anonymous=True)
    assert bound.arguments["grading"] == ClassOptions(workers=3, shard="1/2")
    function, bound, _ = build_app().parse_args(
        ["similar", "class.zip", "--output", "out", "--source-format", "canvas"]
    )
    assert function is similar
    assert bound.arguments["reading"] == ReadingOptions(source_format="canvas")
