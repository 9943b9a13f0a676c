"""The command `grader demo`: the bundled samples as a class. Trusted side."""

from pathlib import Path

from grader import api
from grader.cli.bulk import show_run
from grader.cli.terminal import OutputMode, busy


def demo(
    *,
    output: Path = Path("grader-demo"),
    workers: int = 0,
    no_run: bool = False,
    json: bool = False,
    quiet: bool = False,
) -> int:
    """Grade the bundled sample submissions and say where the reports are.

    Args:
        output: The folder for the results; it is created if it does not exist.
        workers: How many to grade at a time; by default one for each processor.
        no_run: Do not run notebooks a second time to show their output in the reports.
        json: Print the results as JSON and nothing else.
        quiet: Print nothing but errors.
    """
    mode = OutputMode.chosen(json=json, quiet=quiet)
    with busy("Laying out the samples", mode):
        run = api.grade_samples(output=output, workers=workers, run_notebooks=not no_run)
    return show_run(run, output, mode)
