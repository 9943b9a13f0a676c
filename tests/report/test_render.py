"""The student's report as a file: well-formed, the same each time, and it says what happened in words."""

import re
import subprocess
import sys
from itertools import pairwise

import pytest
from jinja2 import UndefinedError
from msgspec.structs import replace

from grader.model import CallStatus, ExecutedNotebook, FeedbackLevel, Finding, Grade, Isolation
from grader.report.environment import report_environment
from grader.report.render import render_instructor, render_report
from tests.support.markup import read
from tests.support.sample_grades import grade_full_of, grade_of_one, perfect_grade, sample_drawings


def test_a_page_says_its_language_its_title_and_its_width(grade: Grade) -> None:
    page = render_report(grade)
    assert '<html lang="en">' in page
    assert "<title>amara-okafor · Problem 2: Multi-Layer Chain Rule</title>" in page
    assert '<meta name="viewport" content="width=device-width, initial-scale=1">' in page


@pytest.mark.parametrize("name", ["grade", "perfect", "untouched", "withheld"])
def test_every_report_nests(name: str, request: pytest.FixtureRequest) -> None:
    markup = read(render_report(request.getfixturevalue(name)))
    assert markup.faults == []
    assert len(markup.elements) > 100


def test_headings_leave_out_no_level(grade: Grade) -> None:
    levels = [int(tag[1]) for tag, *_ in read(render_report(grade)).elements if re.fullmatch(r"h[1-6]", tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(deeper - level <= 1 for level, deeper in pairwise(levels))


def test_what_is_linked_to_within_a_page_is_there_once(grade: Grade) -> None:
    attributes = read(render_report(grade)).attributes
    ids = [value for name, value in attributes if name == "id"]
    targets = {value[1:] for name, value in attributes if name == "href" and value.startswith("#")}
    assert len(ids) == len(set(ids))
    assert targets <= set(ids)
    assert {id_ for name, value in attributes if name == "aria-labelledby" for id_ in value.split()} <= set(ids)


def test_a_name_that_a_template_does_not_know_is_an_error() -> None:
    """A field that was renamed is never a silent gap in a report."""
    with pytest.raises(UndefinedError):
        report_environment().from_string("{{ page.scoer }}").render(page=grade_full_of("x"))
    with pytest.raises(UndefinedError):
        report_environment().from_string("{{ nothing }}").render()


def test_the_same_grade_gives_the_same_bytes_in_any_process() -> None:
    program = (
        "from tests.support.sample_grades import sample_grade; from grader.report.render import render_report;"
        "import hashlib; print(hashlib.sha256(render_report(sample_grade()).encode()).hexdigest())"
    )
    digests = {
        subprocess.run(
            [sys.executable, "-c", program], env={"PYTHONHASHSEED": seed}, capture_output=True, check=True, text=True
        ).stdout
        for seed in ("1", "2")
    }
    assert len(digests) == 1


def test_a_typical_report_is_small(grade: Grade) -> None:
    assert len(render_report(grade).encode("utf-8")) < 300_000


def test_a_withheld_grade_says_so_and_shows_no_score(withheld: Grade) -> None:
    seen = " ".join(read(render_report(withheld)).text.split())
    assert "No grade yet This grade is withheld. 1 of 70 tests could not judge your work." in seen
    assert "Your score" not in seen
    assert "72.5" not in seen
    assert "not judged Not judged" in seen


def test_a_valid_grade_shows_its_score(grade: Grade) -> None:
    """The control of the withheld one."""
    seen = " ".join(read(render_report(grade)).text.split())
    assert "Your score 72.5 of 100 points" in seen
    assert "withheld" not in seen


@pytest.mark.parametrize(
    ("call_status", "words"),
    [
        (CallStatus.TIMED_OUT, "ran out of time"),
        (CallStatus.CRASHED, "crashed"),
        (CallStatus.OUT_OF_MEMORY, "ran out of memory"),
        (CallStatus.RAISED, "raised an error"),
        (CallStatus.MISSING, "not found"),
        (CallStatus.PROTOCOL, "gave no readable answer"),
    ],
)
def test_how_a_call_ended_is_said_in_words(call_status: CallStatus, words: str) -> None:
    failed = grade_full_of("plain").tasks[0].tests[0]
    evidence = replace(failed.evidence, calls=())
    assert words in render_report(grade_of_one(replace(failed, call_status=call_status, evidence=evidence)))
    assert words not in render_report(grade_of_one(replace(failed, call_status=CallStatus.RETURNED, evidence=evidence)))


def test_untouched_work_reads_kindly(untouched: Grade) -> None:
    seen = " ".join(read(render_report(untouched)).text.split())
    assert "Nothing passes yet, and that is where everybody starts." in seen
    assert "a good first one is Task 1.1" in seen
    assert seen.count("One cause for all 10 tests") == 7


def test_the_message_comes_before_what_folds(grade: Grade) -> None:
    for article in re.findall(r"<article.*?</article>", render_report(grade), re.DOTALL):
        assert 0 < article.index('class="message"') < (article.find("<details") + 1 or len(article))


def test_the_notes_of_intake_are_shown(grade: Grade) -> None:
    seen = read(render_report(grade)).text
    assert "'activations.py' was ignored" in seen
    assert "About what you handed in" not in read(render_report(replace(grade, notes=()))).text


def test_figures_have_a_text_and_the_size_that_they_have() -> None:
    drawn, expected = re.findall(r"<img [^>]*>", render_report(grade_of_one(grade_full_of("plain").tasks[0].tests[0])))
    assert 'width="8" height="8" alt="Figure 1 of 1 that your code drew for: plain"' in drawn
    assert 'width="8" height="9" alt="Figure that was expected for: plain"' in expected


@pytest.mark.parametrize(
    ("level", "words"),
    [
        (Isolation.NAMESPACED, "it saw your files and the installed libraries, and no network"),
        (Isolation.JAILED, "it could open your files and the installed libraries, and no network"),
        (Isolation.PROCESS, "it could see the network and the files of this machine"),
    ],
)
def test_a_notebooks_run_says_what_it_could_see(level: Isolation, words: str) -> None:
    page = render_report(replace(perfect_grade(), executed=ExecutedNotebook("work.ipynb", level)))
    assert f"It ran at level {level}, like the run for points: {words}" in page
    assert "It ran at level" not in render_report(perfect_grade()), "where no notebook was run nothing is said"


def test_the_words_of_a_perfect_grade_have_nothing_left_to_do() -> None:
    seen = " ".join(read(render_report(perfect_grade())).text.split())
    assert "Your score 100 of 100 points Every test passed" in seen
    assert "Most is to be gained" not in seen


def test_a_known_mistake_teaches_before_its_tests_are_listed(grade: Grade) -> None:
    seen = " ".join(read(render_report(grade, sample_drawings())).text.split())
    order = [
        "Looks like a known mistake: The sigmoid's derivative twice at the output",
        "With binary cross-entropy the output's dL/dz is simply a - y",
        "Write out dL/da times da/dz",
        "Read on in the handout: Backpropagation",
        "The break is where the way back begins: from the loss to the output's δ.",
        "Your code: multi_layer_network.py, lines 41 to 45",
        "The 3 tests that it explains",
    ]
    places = [seen.find(words) for words in order]
    assert -1 not in places
    assert places == sorted(places)


def test_each_task_says_what_it_is_about_with_its_formula(grade: Grade) -> None:
    task = replace(grade.tasks[0], about="Factors `multiply`.", formulas=(r"\frac{dh}{dx}", r"a_1"))
    page = render_report(replace(grade, tasks=(task,)))
    assert "<p>Factors <code>multiply</code>.</p>" in page
    assert page.count("<math ") == 2
    assert "<mfrac>" in page


def test_how_it_was_graded_can_be_checked_later(grade: Grade) -> None:
    seen = " ".join(read(render_report(grade)).text.split())
    assert "grader 0.1.0, Python 3.11.7, NumPy 2.4.6" in seen
    assert "hmac-sha256:44bf9a3d72c1380f29f259ffb0356289" in seen
    assert grade.digest in seen
    assert "Seed" not in read(render_report(replace(grade, provenance=None))).text


def test_the_instructors_copy_has_everything_and_says_what_it_is(grade: Grade) -> None:
    copy, report = render_instructor(grade), render_report(grade)
    for hidden in ("backward: layer 3", "array([ 0.417, -1.203,  0.958])"):
        assert hidden in copy
        assert hidden not in report
    assert "<title>Instructor&#39;s copy · amara-okafor" in copy
    assert "do not hand it out" in copy
    assert "nstructor&#39;s copy" not in report


def test_the_instructors_copy_has_the_findings_that_a_budget_keeps_back(grade: Grade) -> None:
    test = grade.tasks[2].tests[6]
    kept_back = Finding(FeedbackLevel.VALUES, "There it is 3.5, but 4.5 was expected.")
    told = Finding(FeedbackLevel.CATEGORY, test.message)
    known = replace(test, evidence=replace(test.evidence, findings=(told, kept_back)))
    full = replace(grade, tasks=(replace(grade.tasks[2], tests=(known,)),))
    assert kept_back.text in render_instructor(full)
    assert kept_back.text not in render_report(full)
    assert render_instructor(full).count("not in the student's report") > 3
