"""What the instructor sees of a class before it is graded: its format, who is there, what is not used. Trusted side.

Names of files and students pass as `Text`, never as markup.
"""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

import msgspec
from rich.console import Console
from rich.text import Text

from grader.cli.colours import BAD, PARTLY
from grader.cli.streams import write_document
from grader.cli.terminal import MAX_ROWS, OutputMode, make_console, make_table
from grader.feedback.words import count_of
from grader.sanitize import clean_line, listed, utf8

if TYPE_CHECKING:
    from grader.api.results import ClassPreview, ClassRun, ReceivedClass, ReceivedEntry

_PATHS = 200


def show_received(received: "ReceivedClass", mode: OutputMode) -> None:
    """Shows in one line what was found, and then what is not graded, up to a maximum number of lines."""
    if mode is not OutputMode.TEXT:
        return
    console = make_console()
    console.print(Text(in_a_line(received), style="bold"), soft_wrap=True)
    lines = list(_left_out(received))
    for line in lines[:MAX_ROWS]:
        console.print(line, soft_wrap=True)
    if len(lines) > MAX_ROWS:
        console.print(Text(f"and {len(lines) - MAX_ROWS} more; --dry-run lists all", style="dim"))
    console.print()


def show_dry_run(preview: "ClassPreview", mode: OutputMode) -> None:
    """Shows everything about a class that is known without grading it: each student, each file that is not used."""
    received, problems = preview.received, preview.problems
    if mode is OutputMode.JSON:
        write_document(_document(received, problems))
    if mode is not OutputMode.TEXT:
        return
    console = make_console()
    console.print(Text(in_a_line(received), style="bold"), soft_wrap=True)
    table = make_table("submission", "name", "handed in", "", "files")
    for each in received.received:
        table.add_row(*_row(each))
    console.print(table)
    _print_problems(console, problems)
    for line in _left_out(received):
        console.print(line, soft_wrap=True)
    console.print(Text("Nothing was graded.", style="dim"))


def show_untimed(untimed: int, mode: OutputMode) -> None:
    """Says for how many students it is not known whether they were late."""
    if untimed and mode is OutputMode.TEXT:
        said = f"{count_of(untimed, 'student')} handed in at an unknown time, so nothing is deducted: "
        more = "give --roster a table with a column `submitted`, or Moodle's worksheet."
        make_console().print(Text(said + more, style=PARTLY), soft_wrap=True)


def show_shard(run: "ClassRun", mode: OutputMode) -> None:
    """Says which part of the class is graded, if it is not all of it."""
    if run.shard is not None and mode is OutputMode.TEXT:
        make_console().print(Text(f"Shard {run.shard}: {count_of(len(run), 'submission')} of the class."))


def in_a_line(received: "ReceivedClass") -> str:
    """`Canvas download: 7 students, 2 late, 3 files not gradable`."""
    unused = sum(len(each.unused) for each in received.received)
    earlier = sum(len(each.earlier) for each in received.received)
    late = sum(each.entry.hand_in.late for each in received.received)
    said = [
        count_of(len(received.received), "student"),
        f"{late} late" if late else "",
        count_of(earlier, "earlier attempt") if earlier else "",
        f"{count_of(unused, 'file')} not gradable" if unused else "",
        f"{count_of(len(received.strays), 'file')} of nobody" if received.strays else "",
        f"{len(received.missing)} missing" if received.missing else "",
        f"{len(received.unknown)} not on the roster" if received.unknown else "",
    ]
    return f"{received.title}: {', '.join(filter(None, said))}"


def _left_out(received: "ReceivedClass") -> Iterator[Text]:
    for each in received.received:
        for unused in each.unused:
            yield _line(each.entry.id, "not graded", f"{clean_line(unused.path, _PATHS)}: {unused.reason}")
        for attempt in each.earlier:
            what = f"{clean_line(attempt.called)}, {count_of(len(attempt.files), 'file')}: {listed(attempt.files)}"
            yield _line(each.entry.id, "earlier attempt", what)
    for stray in received.strays:
        yield _line("", "nobody's", f"{clean_line(stray.path, _PATHS)}: {stray.reason}")
    if received.hidden:
        said = "a folder whose name begins with a dot is not graded; rename it if it is a student's"
        yield _line("", "passed over", f"{listed(received.hidden)}: {said}")
    for student in received.missing:
        yield _line(student.called, "missing", "is on the roster and has handed nothing in")
    for submission in received.unknown:
        yield _line(submission, "not on the roster", "")


def _line(who: str, what: str, more: str) -> Text:
    return Text.assemble((clean_line(who), "bold"), (f"  {what}  " if who else f"{what}  ", PARTLY), more)


def _row(each: "ReceivedEntry") -> tuple[Text | str, ...]:
    entry = each.entry
    time = entry.hand_in.at.isoformat(" ", "minutes") if entry.hand_in.at else ""
    names = [part.name for part in entry.parts]
    return (
        Text(clean_line(entry.id)),
        Text(clean_line(entry.student.name)),
        time,
        Text("late" if entry.hand_in.late else "", style=PARTLY),
        Text(listed(names) if names else "none", style="" if names else BAD),
    )


def _print_problems(console: Console, problems: Mapping[str, str]) -> None:
    for submission, problem in problems.items():
        line = Text.assemble((clean_line(submission), "bold"), ("  no grade  ", BAD), clean_line(problem))
        console.print(line, soft_wrap=True)


def _document(received: "ReceivedClass", problems: Mapping[str, str]) -> object:
    told = {
        "form": received.title,
        "students": [_told(each, problems.get(each.entry.id, "")) for each in received.received],
        "nobodys": received.strays,
        "passed_over": received.hidden,
        "missing": received.missing,
        "not_on_the_roster": received.unknown,
    }
    return _as_text(msgspec.to_builtins(told))


def _told(each: "ReceivedEntry", problem: str) -> dict[str, object]:
    return {
        "submission": each.entry.id,
        "student": each.entry.student,
        "handed_in": each.entry.hand_in.at,
        "late": each.entry.hand_in.late,
        "files": [part.name for part in each.entry.parts],
        "not_graded": each.unused,
        "earlier": each.earlier,
        "problem": problem,
    }


def _as_text(value: object) -> object:
    """The same, as JSON can hold it: bytes of a name that are not text are spelled out."""
    if isinstance(value, str):
        return utf8(value).decode()
    if isinstance(value, dict):
        return {key: _as_text(each) for key, each in value.items()}
    return [_as_text(each) for each in value] if isinstance(value, list | tuple) else value
