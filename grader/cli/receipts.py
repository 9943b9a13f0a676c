"""What a student sees of what they hand in. Trusted side; names of files pass as `Text`, never as markup."""

from rich.text import Text

from grader import api
from grader.cli.colours import BAD, NOTE, PARTLY
from grader.cli.streams import write_json
from grader.cli.terminal import OutputMode, make_console, make_table
from grader.model import PackedTask, Receipt
from grader.sanitize import clean_line, listed


def show_receipt(receipt: Receipt, mode: OutputMode, last: str) -> None:
    """Shows which file is graded for each task, what is left out, the notes, the digest, and a last line."""
    if mode is OutputMode.JSON:
        write_json(api.to_json(receipt))
    if mode is not OutputMode.TEXT:
        return
    console = make_console()
    console.print(Text(f"{clean_line(receipt.title)}\n", style="bold"))
    table = make_table("task", "is graded from", "")
    for task in receipt.tasks:
        table.add_row(*_row(task))
    console.print(table)
    reasons: dict[str, list[str]] = {}
    for name, reason in receipt.left_out.items():
        reasons.setdefault(reason, []).append(name)
    for reason, names in reasons.items():
        said = Text.assemble(("\nLeft out ", "bold"), f"{listed(names)}: {reason}")
        console.print(said, soft_wrap=not console.is_terminal)
    for note in receipt.notes:
        console.print(Text.assemble(("\nNote ", f"bold {NOTE}"), clean_line(note)), soft_wrap=not console.is_terminal)
    console.print(
        Text.assemble(("\nDigest ", "dim"), receipt.digest, (", as grade.json will have it", "dim")), soft_wrap=True
    )
    console.print(Text(clean_line(last, 400), style="bold"), soft_wrap=True)


def _row(task: PackedTask) -> tuple[Text, ...]:
    name = Text(f"{clean_line(task.id, 12)}  {clean_line(task.title)}", overflow="ellipsis", no_wrap=True)
    if task.problem:
        return name, Text("nothing", style=BAD), Text(clean_line(task.problem), style=BAD)
    left = f"still to be written: {clean_line(task.unfinished)}" if task.unfinished else ""
    return name, Text(clean_line(task.file)), Text(left, style=PARTLY)
