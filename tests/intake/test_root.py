"""Where the modules lie: the root itself, one sub-folder at any depth, or nowhere that could be meant."""

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from grader.assignment import Assignment
from grader.errors import SubmissionError
from grader.intake import read_submission

Files = Mapping[str, bytes]
Pack = Callable[[Files], Path]


def below(folder: str, files: Files) -> dict[str, bytes]:
    """The files, all in one folder."""
    return {f"{folder}/{name}": content for name, content in files.items()}


@pytest.mark.parametrize("folder", ["hw", "hw/src", "a/b/c/d", "Jane's work (final)"])
def test_one_sub_folder_at_any_depth_is_the_root_with_its_helpers(
    assignment: Assignment, solution: Files, as_folder: Pack, as_zip: Pack, folder: str
) -> None:
    work = {**solution, "helper.py": b"x = 1\n", "pkg/data.csv": b"1\n"}
    for path in (as_folder(below(folder, work)), as_zip(below(folder, work))):
        submission = read_submission(path, assignment)
        assert submission.files == work
        assert submission.notes == ()


def test_what_lies_outside_of_the_modules_folder_is_left_out_with_a_note(
    assignment: Assignment, solution: Files, as_folder: Pack
) -> None:
    submission = read_submission(as_folder({**below("src", solution), "README.md": b"hi", "x/y.csv": b"1"}), assignment)
    assert submission.files == solution
    assert submission.notes == (
        "Only the folder 'src', which has the modules, was graded; left out: 'README.md' and 'x/y.csv'.",
    )


def test_modules_at_the_top_win_over_copies_below_them(
    assignment: Assignment, solution: Files, as_folder: Pack
) -> None:
    old = {"old/gradient_flow.py": b"old = 1\n"}
    submission = read_submission(as_folder({**solution, **old}), assignment)
    assert submission.files == {**solution, **old}
    assert submission.notes == ("Modules are taken from one folder only; not graded: those in 'old'.",)


def test_a_wrapping_folder_changes_nothing_about_that(assignment: Assignment, solution: Files, as_zip: Pack) -> None:
    work = {**below("hw", solution), "hw/old/gradient_flow.py": b"old = 1\n", "README.md": b"hi"}
    assert read_submission(as_zip(work), assignment).files["gradient_flow.py"] == solution["gradient_flow.py"]


def test_two_folders_with_modules_are_not_guessed_between(
    assignment: Assignment, solution: Files, as_folder: Pack
) -> None:
    work = {**below("final", solution), **below("final2", solution)}
    with pytest.raises(SubmissionError, match="several folders, 'final' and 'final2'"):
        read_submission(as_folder(work), assignment)


def test_exact_names_in_one_folder_decide_over_variants_in_another(
    assignment: Assignment, solution: Files, as_folder: Pack
) -> None:
    work = {**below("src", solution), "gradient_flow (1).py": b"x = 1\n"}
    assert read_submission(as_folder(work), assignment).files == solution


def test_a_folder_may_be_found_by_what_its_files_define(
    assignment: Assignment, solution: Files, as_folder: Pack
) -> None:
    work = {"notes.md": b"x", "hw/mine.py": solution["gradient_flow.py"], "hw/helper.py": b"x = 1\n"}
    submission = read_submission(as_folder(work), assignment)
    assert set(submission.files) == {"mine.py", "helper.py", "gradient_flow.py"}
    assert set(submission.problems) == {"chain_rule_basics", "multi_layer_network"}
