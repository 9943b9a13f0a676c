"""The command `grader demo`: the bundled samples as a class. Trusted side."""

from pathlib import Path

from grader.cli.class_run import ClassRun
from grader.cli.exit_codes import DONE, WITHHELD
from grader.cli.terminal import Format
from grader.gradebook import samples
from grader.host.leavings import held_folder
from grader.model import Isolation


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
        output: The folder for the results; it is made if need be.
        workers: How many to grade at a time; by default one for each processor.
        no_run: Do not run notebooks a second time to show their output in the reports.
        json: Print the results as JSON and nothing else.
        quiet: Print nothing but errors.
    """
    chosen = samples.find_sampled()
    with held_folder() as place:
        entries = samples.lay_out(chosen, place)
        run = ClassRun(
            assignment=chosen,
            output=output,
            workers=workers,
            required=Isolation.PROCESS,
            form=Format.chosen(json=json, quiet=quiet),
            regrade=True,
            run=not no_run,
        )
        return DONE if run.carry_out(entries) else WITHHELD
