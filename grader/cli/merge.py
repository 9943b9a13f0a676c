"""The command `grader merge`: one class from shards that several machines have graded. Trusted side."""

from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from grader import api
from grader.cli import class_terminal
from grader.cli.class_document import merged_document
from grader.cli.exit_codes import DONE, WITHHELD
from grader.cli.moved_scores import show_merged
from grader.cli.streams import write_document
from grader.cli.terminal import OutputMode


def merge(
    *results: Annotated[Path, Parameter(negative=())],
    output: Path,
    store: str = "",
    json: bool = False,
    quiet: bool = False,
) -> int:
    """Merge the shards of a class that several machines graded with `grader bulk --shard`.

    OUTPUT is then as if the class had been graded at once: every grade and its history in OUTPUT/grades.sqlite, the
    reports, OUTPUT/index.html and OUTPUT/gradebook.csv. Merge again after later runs to add what is new; adjustments
    and dropped tests in OUTPUT stay. The shards' own folders are only read.

    A missing shard is named, and the exit code is 3: merge again when it is there.

    Args:
        results: The folders that `grader bulk --shard` wrote, in any order.
        output: The folder for the results of the whole class.
        store: The address of a database for the record, such as postgresql://host/grades; by default it is the file
            grades.sqlite. OUTPUT remembers it, also for other commands.
        json: Print the results as JSON and nothing else.
        quiet: Print nothing but errors.
    """
    mode = OutputMode.chosen(json=json, quiet=quiet)
    merged = api.merge_shards(results, output=output, store=store)
    if mode is OutputMode.JSON:
        write_document(merged_document(merged, output))
    class_terminal.show_class(merged.title, merged.results, output, mode, merged.held_back)
    show_merged(merged, mode)
    return WITHHELD if merged.missing or any(result.withheld for result in merged.results) else DONE
