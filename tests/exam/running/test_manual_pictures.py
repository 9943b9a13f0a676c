"""A picture that a person judges is on the page as a PNG or JPEG in base64, and nothing that only says it is one."""

import base64
import re
import struct
import zipfile
from collections.abc import Callable
from io import BytesIO

import msgspec
import pytest
from msgspec.structs import replace
from PIL import Image

from grader.ci.locations import RepoLocations
from grader.ci.results import Results
from grader.ci.summary import summary
from grader.exam import Exam
from grader.feedback.overview import TaskStatus, grade_feedback
from grader.gradebook.lean import LeanResults
from grader.intake import read_submission
from grader.model import Grade, ManualWork, ScoreChange
from grader.output.folder import decode_grade, encode_grade
from grader.pictures import MAX_BYTES, MAX_PIXELS
from grader.report.render import render_instructor, render_report
from tests.support.laid_out import lay_out
from tests.support.sample_pictures import picture

TASK = """
[[manual]]
id = "{id}"
title = "A sketch & more"
file = "{file}"
points = 4
"""
MANIFEST = """
[[tasks]]
id = "1"
title = "Double"
module = "double"
names = ["double"]
points = 1
"""
TESTS = '''
from grader.exam import check
def test_double(student, reference):
    """Doubles."""
    check.equal(student.double(4), reference.double(4), "double(4)")
'''
RIGHT = "def double(x): return 2 * x\n"
PNG = picture(40, 30)
SCRIPT = b"<script>alert(1)</script>"


def jpeg() -> bytes:
    file = BytesIO()
    Image.new("RGB", (50, 20), "teal").save(file, "JPEG", comment=b"a comment before the frame")
    return file.getvalue()


def sized(width: int, height: int) -> bytes:
    """The PNG with other numbers in its header."""
    return PNG[:16] + struct.pack(">II", width, height) + PNG[24:]


JPEG = jpeg()
SHOWN = {
    "sketch.png": ("image/png", PNG),
    "photo.jpg": ("image/jpeg", JPEG),
    "misnamed.png": ("image/jpeg", JPEG),
    "polyglot.png": ("image/png", PNG + b"<html>" + SCRIPT),
}
REFUSED = {
    "svg.png": (b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>', "is not a PNG or JPEG picture"),
    "html.jpeg": (b"<html>" + SCRIPT, "is not a PNG or JPEG picture"),
    "cut.png": (PNG[:20], "is not a PNG or JPEG picture"),
    "cut.jpg": (JPEG[:30], "is not a PNG or JPEG picture"),
    "endless.jpg": (b"\xff" * 100_000, "is not a PNG or JPEG picture"),
    "wide.png": (sized(MAX_PIXELS + 1, 8), "has 6,001 by 8 pixels"),
    "high.png": (sized(8, 2**32 - 1), "has 8 by 4,294,967,295 pixels"),
    "broad.jpg": (JPEG.replace(struct.pack(">HH", 20, 50), struct.pack(">HH", 20, 65_535)), "has 65,535 by 20 pixels"),
    "flat.png": (sized(0, 8), "has 0 by 8 pixels"),
    "large.png": (PNG + bytes(MAX_BYTES), "and a picture may have up to 2,097,152: save it smaller"),
}
ABSENT = "absent.png"
FILES = (*SHOWN, *REFUSED, ABSENT)


@pytest.fixture(scope="module")
def grade(tmp_path_factory: pytest.TempPathFactory) -> Grade:
    root = tmp_path_factory.mktemp("pictures")
    tasks = "".join(TASK.format(id=name, file=name) for name in FILES)
    assignment = lay_out(root, MANIFEST + tasks, {"1": TESTS}, {"double": RIGHT})
    archive = root / "kim.zip"
    handed_in = {"double.py": RIGHT.encode()}
    handed_in |= {name: content for name, (_, content) in SHOWN.items()}
    handed_in |= {name: content for name, (content, _) in REFUSED.items()}
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in handed_in.items():
            file.writestr(f"work/{name}", content)
    with Exam(assignment) as exam:
        return exam.grade(read_submission(archive, assignment))


@pytest.fixture(scope="module")
def page(grade: Grade) -> str:
    return render_report(grade)


def images(page: str) -> list[tuple[str, str, bytes]]:
    """The pictures of a page: their alternative text, media type and bytes."""
    found = re.findall(r'<img src="data:([^;"]*);base64,([A-Za-z0-9+/=]*)"[^>]* alt="([^"]*)">', page)
    assert len(found) == page.count("<img")
    return [(alt, media, base64.b64decode(content)) for media, content, alt in found]


@pytest.mark.parametrize("render", [render_report, render_instructor])
def test_a_page_shows_each_picture_with_the_media_type_of_its_bytes(
    grade: Grade, render: Callable[[Grade], str]
) -> None:
    alt = "The picture that was handed in for: A sketch &amp; more"
    assert sorted(images(render(grade))) == sorted((alt, *shown) for shown in SHOWN.values())


def test_nothing_else_of_a_file_is_on_the_page(page: str) -> None:
    assert "alert(1)" not in page
    assert "<svg xmlns=" not in page.replace('<svg xmlns="http://www.w3.org/2000/svg" width', "")


@pytest.mark.parametrize("name", REFUSED)
def test_a_file_that_is_not_a_picture_is_reported_to_student_and_instructor(grade: Grade, page: str, name: str) -> None:
    (said,) = (note for note in grade.notes if note.startswith(name))
    assert REFUSED[name][1] in said
    assert said.endswith("It is not shown.")
    (work,) = (task.manual for task in grade.tasks if task.id == name)
    assert work == ManualWork(name, said)
    assert page.count(said) == 1 + 1  # among the notes, and in its task


def test_shown_pictures_cause_no_note(grade: Grade) -> None:
    assert not [note for note in grade.notes if note.startswith((*SHOWN, ABSENT))]


def test_each_waits_for_a_person(grade: Grade) -> None:
    said = {task.id: task for task in grade_feedback(grade).tasks}
    assert {said[name].standing for name in FILES} == {TaskStatus.AWAITED}
    assert said["sketch.png"].tally == "sketch.png is judged by a person"
    assert said[ABSENT].tally == "absent.png was not handed in"


def test_the_picture_stays_once_points_are_given_to_a_grade_on_record(grade: Grade, page: str) -> None:
    change = ScoreChange(points=3.0, reason="clear", task="sketch.png")
    stored = msgspec.msgpack.decode(msgspec.msgpack.encode(grade), type=Grade)
    judged = render_report(replace(stored, changes=(change,), final_score=4.0))
    assert len(images(judged)) == len(SHOWN)
    assert sorted(images(judged)) == sorted(images(page))


def test_grade_json_and_the_rows_of_a_class_have_no_bytes_of_it(grade: Grade) -> None:
    said = ManualWork("sketch.png", "A picture of 40 by 30 pixels: see the report.")
    content = encode_grade(grade)
    assert len(content) < 20_000
    lean = LeanResults().of(grade)
    assert isinstance(lean, Grade)
    for kept in (decode_grade(content), lean):
        assert [task.manual for task in kept.tasks if task.id == "sketch.png"] == [said]
    assert "A picture of 40 by 30 pixels: see the report." in render_report(decode_grade(content))


def test_a_grade_of_before_there_were_pictures_can_be_read(grade: Grade) -> None:
    old = replace(grade, tasks=tuple(task for task in grade.tasks if task.id == ABSENT))
    content = encode_grade(old)
    assert b'"picture"' not in content
    assert decode_grade(content).tasks == old.tasks


def test_the_summary_has_no_bytes_of_it(grade: Grade) -> None:
    said = summary(Results.of(grade, RepoLocations()))
    assert said.count("| - of 4 | Not graded yet |") == len(FILES)
    assert "base64" not in said
