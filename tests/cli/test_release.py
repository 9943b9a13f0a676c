"""`grader release`: the archive for students holds the handout and nothing of the solution, or it is not built."""

import json
import re
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from grader.assignment import load_assignment
from grader.cli.dispatch import build_app
from grader.cli.launch import run
from grader.handout.archive import checking_page, read_handout
from grader.handout.overlaps import find_overlaps
from tests.support import loading
from tests.support.copies import copied

HANDOUT = Path("assignments", "steps")
SOLUTION = Path("solutions", "steps")
FILES = {
    "steps/CHECKING.md",
    "steps/README.md",
    "steps/assignment.toml",
    "steps/handout.json",
    "steps/diagrams/mean.svg",
    "steps/public_tests/conftest.py",
    "steps/public_tests/test_1_1_squared_error.py",
    "steps/squared_error.py",
    "steps/steps.ipynb",
}


@pytest.fixture(scope="module")
def fresh(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A course with a new assignment."""
    folder = tmp_path_factory.mktemp("course")
    assert run(["new", "steps", "--into", str(folder)]) == 0
    return folder


@pytest.fixture
def course(fresh: Path, tmp_path: Path) -> Path:
    """A copy of it that may be spoiled."""
    return copied(fresh, tmp_path / "course")


def release(course: Path, *more: str) -> int:
    return run(["release", "--assignment", str(course / HANDOUT), "--output", str(course / "out"), *more])


def append(course: Path, name: Path | str, text: str) -> None:
    with (course / name).open("a", encoding="utf-8") as file:
        file.write(text)


def refresh(course: Path) -> None:
    assert run(["notebook", "--assignment", str(course / HANDOUT)]) == 0


def test_the_archive_is_a_handout_that_works(course: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert release(course) == 0
    said = capsys.readouterr().out
    assert "worth 0 of 10 points" in said
    assert "the reference passes 2 of 2 public tests" in said
    with zipfile.ZipFile(course / "out" / "steps.zip") as archive:
        assert set(archive.namelist()) == FILES
        archive.extractall(course / "home")
    record = json.loads((course / "home" / "steps" / "handout.json").read_text())
    assert [len(tests) for tests in record["unwritten"].values()] == [2], "what is found in the stubs is on record"
    right = course / SOLUTION / "squared_error.py"
    for work, code in {course / "home" / "steps": 1, right: 0}.items():
        assert run(["check", str(work), "--assignment", str(course / "home" / "steps"), "--strict", "--quiet"]) == code


def test_the_page_on_checking_is_for_each_kind_of_machine_and_its_calls_are_calls(course: Path) -> None:
    manifest = course / HANDOUT / "assignment.toml"
    manifest.write_text(f'{manifest.read_text()}\n[hand_in]\nremote = "https://git.example.edu/hand-in.git"\n')
    page = checking_page(load_assignment(course / HANDOUT)).decode()
    for machine in ("Linux", "macOS", "Windows", "WSL 2", "Jupyter", "JupyterHub", "VS Code", "Colab"):
        assert machine in page
    assert re.findall("@[A-Z]+@", page) == []
    calls = re.findall(r"^    .*\bgrader (\w+.*)$", page, re.MULTILINE)
    called = [build_app().parse_args(call, exit_on_error=False, print_error=False)[0].__name__ for call in calls]
    assert called == ["check", "pack", "submit"]


def test_the_page_on_checking_installs_what_the_assignment_requires(course: Path) -> None:
    manifest = course / HANDOUT / "assignment.toml"
    manifest.write_text(f'requires = ["pytest>=8", \'packaging; python_version > "3"\']\n{manifest.read_text()}')
    page = checking_page(load_assignment(course / HANDOUT)).decode()
    assert '.venv/bin/python -m pip install grader-check "pytest>=8" "packaging; python_version > \'3\'"\n' in page
    assert 'py -m pip install pytest numpy matplotlib "pytest>=8" "packaging; python_version > \'3\'"\n' in page


def test_the_same_files_give_the_same_bytes(course: Path) -> None:
    archive = course / "out" / "steps.zip"
    built = []
    for _ in range(2):
        assert release(course, "--quiet") == 0
        built.append(archive.read_bytes())
        for file in (course / HANDOUT).rglob("*"):
            file.touch()
        archive.unlink()
    assert built[0] == built[1]


def test_caches_and_hidden_files_stay_at_home_and_that_is_said(
    course: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    left = ["__pycache__/squared_error.cpython-311.pyc", ".ipynb_checkpoints/steps.ipynb", ".DS_Store"]
    for name in left:
        (course / HANDOUT / name).parent.mkdir(exist_ok=True)
        (course / HANDOUT / name).write_text("nobody's work")
    (course / HANDOUT / ".ipynb_checkpoints" / "link").symlink_to(course)
    assert release(course, "--json") == 0
    said = json.loads(capsys.readouterr().out)
    assert said["left_out"] == [".DS_Store", ".ipynb_checkpoints", "__pycache__"]
    assert {f"steps/{name}" for name in said["files"]} == FILES


def solved(course: Path) -> None:
    shutil.copy(course / SOLUTION / "squared_error.py", course / HANDOUT)
    refresh(course)


def solved_in_other_words(course: Path) -> None:
    lines = [
        "def squared_error(outputs, targets): return ((outputs - targets) ** 2).sum() / len(outputs)",
        "def squared_error_gradient(outputs, targets): return (outputs - targets) * (2.0 / len(outputs))",
    ]
    (course / HANDOUT / "squared_error.py").write_text("\n".join(lines), "utf-8")
    refresh(course)


def solved_in_the_notebook_alone(course: Path) -> None:
    shutil.copy(course / SOLUTION / "steps.ipynb", course / HANDOUT)


def reference_in_a_comment(course: Path) -> None:
    lines = ["def hint(x):", "    first = x * 2.0 + 1.0", "    second = first - 3.0 * x", "    return first * second"]
    append(course, SOLUTION / "squared_error.py", "\n\n" + "\n".join(lines) + "\n")
    append(course, HANDOUT / "squared_error.py", "\n" + "\n".join(f"# {line}" for line in lines) + "\n")
    refresh(course)


def reference_with_comments_in_between(course: Path) -> None:
    body = ["first = 2.0 * 3.0 + 1.0", "second = first - 3.0 / 2.0", "third = first * second"]
    append(course, SOLUTION / "squared_error.py", "\n\n" + "\n".join(body) + "\n")
    append(course, HANDOUT / "public_tests" / "conftest.py", "\n\n" + "\n# and then\n".join(body) + "\n")


def alternative_under_another_name(course: Path) -> None:
    source = course / SOLUTION / "alternatives" / "with-loops" / "squared_error.py"
    (course / HANDOUT / "more").mkdir()
    (course / HANDOUT / "more" / "example.txt").write_text(f"For example:\n\n{source.read_text('utf-8')}", "utf-8")


def hidden_test_but_for_its_first_line(course: Path) -> None:
    name = "test_1_1_squared_error.py"
    hidden = (course / SOLUTION / "hidden_tests" / name).read_text("utf-8")
    (course / HANDOUT / "public_tests" / "test_1_1_more.py").write_text(f'"""More."""\n{hidden}', "utf-8")


def hidden_test_among_the_public_ones(course: Path) -> None:
    name = "test_1_1_squared_error.py"
    shutil.copy(course / SOLUTION / "hidden_tests" / name, course / HANDOUT / "public_tests" / "test_1_1_more.py")


def seed_in_the_text(course: Path) -> None:
    seed = (course / SOLUTION / "seed.txt").read_text().strip()
    append(course, HANDOUT / "README.md", f"\nWe drew the numbers from {seed}.\n")
    refresh(course)


def link_out_of_it(course: Path) -> None:
    (course / HANDOUT / "data.txt").symlink_to(course / SOLUTION / "seed.txt")


def stale_notebook(course: Path) -> None:
    append(course, HANDOUT / "README.md", "\nOne more thing.\n")


def link_to_nowhere(course: Path) -> None:
    append(course, HANDOUT / "README.md", "\nSee [above](#not-there).\n")


def archive_within(course: Path) -> None:
    (course / HANDOUT / "old.zip").write_bytes(b"PK")


def too_large_to_hand_in(course: Path) -> None:
    with (course / HANDOUT / "data.bin").open("wb") as file:
        file.truncate(65 << 20)


def wrong_public_test(course: Path) -> None:
    file = course / HANDOUT / "public_tests" / "test_1_1_squared_error.py"
    file.write_text(file.read_text("utf-8").replace("approx(2.5)", "approx(5.0)"), "utf-8")


def broken_hidden_test(course: Path) -> None:
    append(course, SOLUTION / "hidden_tests" / "test_1_1_squared_error.py", "\n\nraise ValueError\n")


def hidden_test_that_is_no_python(course: Path) -> None:
    append(course, SOLUTION / "hidden_tests" / "test_1_1_squared_error.py", "\ndef (:\n")


def hidden_test_that_the_reference_fails(course: Path) -> None:
    file = course / SOLUTION / "hidden_tests" / "test_1_1_squared_error.py"
    right = "reference.squared_error(outputs, targets)"
    file.write_text(file.read_text().replace(right, f"1.0 + {right}"))


def wrong_notebook_of_the_reference(course: Path) -> None:
    file = course / SOLUTION / "steps.ipynb"
    assert "2.0 * (outputs" in file.read_text()
    file.write_text(file.read_text().replace("2.0 * (outputs", "3.0 * (outputs"))


SPOILED: dict[Callable[[Path], None], str] = {
    solved: "squared_error.py, line 1 (the whole file, as in squared_error.py)",
    solved_in_other_words: "as it is: in task 1.1 it passes the hidden test “The mean squared error” and 5 more",
    solved_in_the_notebook_alone: "steps.ipynb is not up to date: run `grader notebook`",
    reference_in_a_comment: "(`first = x * 2.0 + 1.0` and what follows, as in squared_error.py)",
    reference_with_comments_in_between: "(`first = 2.0 * 3.0 + 1.0` and what follows, as in squared_error.py)",
    alternative_under_another_name: "more/example.txt, line 7 (`total = 0` and what follows, as in squared_error.py)",
    hidden_test_among_the_public_ones: "line 1 (the whole file, as in hidden_tests/test_1_1_squared_error.py)",
    hidden_test_but_for_its_first_line: "and what follows, as in test_1_1_squared_error.py)",
    seed_in_the_text: "(the seed, as in seed.txt)",
    link_out_of_it: "data.txt is a link",
    link_to_nowhere: "The handout links to #not-there, and no heading of it is called so",
    archive_within: "old.zip is an archive",
    too_large_to_hand_in: "Nobody could hand this in as it is",
    stale_notebook: "steps.ipynb is not up to date: run `grader notebook`",
    wrong_public_test: "A public test of task 1.1 fails for the reference, “The example of the handout comes out”",
    broken_hidden_test: "ValueError",
    hidden_test_that_the_reference_fails: "The reference does not get all points: in task 1.1 it fails",
    wrong_notebook_of_the_reference: "The reference's steps.ipynb does not get all points: in task 1.1 it fails",
    hidden_test_that_is_no_python: "test_1_1_squared_error.py, line 52, is not valid Python",
}


@pytest.mark.drawn(5)
@pytest.mark.parametrize("spoil", SPOILED, ids=lambda spoil: spoil.__name__)
def test_a_handout_that_gives_something_away_is_not_built(
    course: Path, capsys: pytest.CaptureFixture[str], spoil: Callable[[Path], None]
) -> None:
    spoil(course)
    assert release(course) == 3
    said = " ".join(capsys.readouterr().err.split())
    assert SPOILED[spoil] in said
    assert not (course / "out").exists()


def test_the_archive_is_not_put_into_the_handout(course: Path, capsys: pytest.CaptureFixture[str]) -> None:
    inside = course / HANDOUT / "out"
    assert run(["release", "--assignment", str(course / HANDOUT), "--output", str(inside)]) == 2
    assert "lies inside the handout" in capsys.readouterr().err
    assert not inside.exists()


def test_the_assignment_of_this_course_can_be_released(tmp_path: Path) -> None:
    assignment = load_assignment(loading.HANDOUT)
    assert run(["release", "--assignment", str(assignment.folder), "--output", str(tmp_path), "--quiet"]) == 0
    with zipfile.ZipFile(tmp_path / f"{assignment.slug}.zip") as archive:
        names = {name.removeprefix(f"{assignment.slug}/") for name in archive.namelist()}
    assert {f"{task.module}.py" for task in assignment.tasks} | set(assignment.manifest.given) <= names
    assert not any("hidden" in name or "misconception" in name for name in names)


@pytest.mark.parametrize("handout", sorted(loading.HANDOUT.parent.iterdir()), ids=lambda handout: handout.name)
def test_no_bundled_handout_repeats_its_solution(handout: Path) -> None:
    assignment = load_assignment(handout)
    assert find_overlaps(read_handout(assignment).files, assignment) == []


def test_a_sample_may_hold_a_file_as_it_was_handed_out(course: Path) -> None:
    sample = course / SOLUTION / "samples" / "kim"
    shutil.copytree(course / HANDOUT, sample)
    assert release(course) == 0


def test_what_a_sample_alone_has_is_not_handed_out(course: Path, capsys: pytest.CaptureFixture[str]) -> None:
    sample = course / SOLUTION / "samples" / "kim"
    sample.mkdir(parents=True)
    (sample / "essay.md").write_text("A mean says nothing of a single value.\n", "utf-8")
    shutil.copy(sample / "essay.md", course / HANDOUT / "example.md")
    assert release(course) == 3
    said = " ".join(capsys.readouterr().err.split())
    assert "example.md, line 1 (the whole file, as in samples/kim/essay.md)" in said


def test_a_handout_that_names_who_has_longer_is_refused(course: Path, capsys: pytest.CaptureFixture[str]) -> None:
    append(course, HANDOUT / "assignment.toml", "\n[late]\ndue = 2026-12-01T23:59:00+01:00\n")
    assert release(course) == 0
    append(course, HANDOUT / "assignment.toml", "[late.extensions]\nkim = 2026-12-08T23:59:00+01:00\n")
    capsys.readouterr()
    assert release(course) == 3
    assert "names students under [late], and is handed out: move" in " ".join(capsys.readouterr().err.split())
