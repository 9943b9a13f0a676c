"""Canvas: what `-1` and LATE mean, what was typed, and who is anonymous."""

from collections.abc import Callable

from grader.intake import ClassEntry
from grader.intake.sources.containers import OpenArchives
from grader.intake.sources.parts import collect_parts
from tests.support.packing import Files, Read
from tests.support.platform_forms import ADA, BEN, canvas


def content_of(entry: ClassEntry) -> Files:
    with OpenArchives() as archives:
        return collect_parts(entry.parts, archives).files


def test_what_is_handed_in_again_has_its_own_names_and_lateness(
    read: Read, graded: Callable[[ClassEntry], set[str]], solution: Files
) -> None:
    work = {**solution, "helpers.py": b"", "data.csv": b"1", "data-2.csv": b"2"}
    seen = read(canvas(ADA, work) | canvas(BEN, work, late=True, again=2))
    ada, ben = sorted(seen.received, key=lambda each: each.entry.student.number)
    assert graded(ada.entry) == set(work)
    assert content_of(ada.entry) == work, "two files of the student's own are no two versions of one"
    assert graded(ben.entry) >= set(work)
    assert (ada.entry.hand_in.late, ben.entry.hand_in.late) == (False, True)
    assert (ada.entry.id, ben.entry.id) == ("lovelaceada_1001", "bitdiddleben_1002")


def test_the_later_of_two_versions_of_a_file_counts_and_the_other_is_listed(read: Read, solution: Files) -> None:
    first = dict.fromkeys(solution, b"raise SystemExit")
    seen = read(canvas(ADA, first) | canvas(ADA, solution, again=1) | canvas(BEN, solution))
    (ada,) = [each for each in seen.received if each.entry.student.number == "1001"]
    assert all("-1.py" in part.found.location for part in ada.entry.parts)
    assert len(ada.entry.parts) == len(solution)
    assert [len(attempt.files) for attempt in ada.earlier] == [len(solution)]


def test_a_text_a_link_and_a_document_are_nobodys_work_and_everybodys_reason(read: Read, solution: Files) -> None:
    files = canvas(ADA, solution) | {
        "turingalan_1006_text.html": b"<p>my work</p>",
        "LATE_anon_aB3x9_link.html": b"<a>there</a>",
        "okaforchinedu_1005_88400_report.pdf": b"%PDF-1.7",
        "notes from the assistant.txt": b"",
    }
    seen = read(files)
    problems = {entry.student.number: entry.problem for entry in seen.entries}
    assert sorted(problems) == ["1001", "1005", "1006", "anon_aB3x9"]
    assert not problems["1001"]
    assert "typed into Canvas" in problems["1006"]
    assert "link to a web page" in problems["anon_aB3x9"]
    assert "'report.pdf' is a PDF document" in problems["1005"]
    assert [stray.path for stray in seen.strays] == ["notes from the assistant.txt"]
    assert sum(len(each.unused) for each in seen.received) == 3


def test_an_anonymous_student_of_canvas_has_the_id_that_canvas_gives(read: Read, solution: Files) -> None:
    files = {f"LATE_anon_aB3x9_{index}_{path}": content for index, (path, content) in enumerate(solution.items())}
    (entry,) = read(files).entries
    assert (entry.id, entry.student.name, entry.hand_in.late) == ("anon_aB3x9", "", True)
    assert len(entry.parts) == len(solution)


def test_the_name_of_a_file_cannot_make_somebody_somebody_else(
    read: Read, graded: Callable[[ClassEntry], set[str]], solution: Files
) -> None:
    seen = read(canvas(ADA, {**solution, f"{BEN.number}_text.html": b"<p>"}) | canvas(BEN, solution))
    assert [entry.id for entry in seen.entries] == ["bitdiddleben_1002", "lovelaceada_1001"]
    assert all(graded(entry) >= set(solution) for entry in seen.entries)
    assert [[unused.reason for unused in each.unused] for each in seen.received] == [[], ["a web page"]]
