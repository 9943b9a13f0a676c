"""The options that commands over a class share are those of the functions that they call, with the same defaults."""

import inspect
from collections.abc import Callable
from dataclasses import fields
from pathlib import Path

import pytest

from grader import api
from grader.cli.app import build_app
from grader.cli.bulk import bulk
from grader.cli.class_options import GradingOptions, ReadingOptions
from grader.cli.similar import similar


@pytest.mark.parametrize(
    ("group", "function"),
    [
        (ReadingOptions, api.preview_class),
        (ReadingOptions, api.similar_work),
        (ReadingOptions, api.grade_class),
        (GradingOptions, api.grade_class),
    ],
)
def test_a_group_has_the_names_and_defaults_of_the_function(
    group: type[ReadingOptions | GradingOptions], function: Callable[..., object]
) -> None:
    taken = inspect.signature(function).parameters
    defaults = group().keywords()
    assert {name: taken[name].default for name in defaults} == defaults
    assert defaults.keys() == {field.name for field in fields(group)}


def test_the_command_line_takes_them_as_options_of_the_command() -> None:
    words = ["bulk", "class.zip", "--roster", "names.csv", "--anonymous", "--workers", "3", "--shard", "1/2"]
    function, bound, _ = build_app().parse_args(words, exit_on_error=False, print_error=False)
    assert function is bulk
    assert bound.arguments["reading"] == ReadingOptions(roster=Path("names.csv"), anonymous=True)
    assert bound.arguments["grading"] == GradingOptions(workers=3, shard="1/2")
    function, bound, _ = build_app().parse_args(
        ["similar", "class.zip", "--output", "out", "--source-format", "canvas"]
    )
    assert function is similar
    assert bound.arguments["reading"] == ReadingOptions(source_format="canvas")
