"""A folder becomes a submission: what is taken, noted, and what costs only its task."""

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from grader.assignment import Assignment
from grader.errors import SubmissionError
from grader.intake import read_submission
from grader.intake.submission import submission_digest

Files = Mapping[str, bytes]
Pack = Callable[[Files], Path]


def test_work_as_the_handout_says_needs_no_words(assignment: Assignment, solution: Files, as_folder: Pack) -> None:
    submission = read_submission(as_folder(solution), assignment)
    assert submission.files == solution
    assert (submission.problems, submission.notes, submission.id) == ({}, (), "jane")
    assert submission.origins == {}


def test_folder_and_zip_of_the_same_work_are_the_same_submission(
    assignment: Assignment, solution: Files, as_folder: Pack, as_zip: Pack
) -> None:
    assert read_submission(as_folder(solution), assignment) == read_submission(as_zip(solution), assignment)


def test_helpers_packages_and_data_come_along(assignment: Assignment, solution: Files, as_folder: Pack) -> None:
    extra = {
        "helper.py": b"x = 1\n",
        "pkg/__init__.py": b"\n#",
        "pkg/deep/m.py": b"y = 2\n",
        "data/points.csv": b"1,2\n",
    }
    assert read_submission(as_folder({**solution, **extra}), assignment).files == {**solution, **extra}


def test_noise_hidden_folders_and_bytecode_are_left_out_silently(
    assignment: Assignment, solution: Files, as_folder: Pack
) -> None:
    noise = [
        ".DS_Store",
        "._gradient_flow.py",
        "Thumbs.db",
        "helper.pyc",
        "__MACOSX/._x.py",
        "__pycache__/x.cpython-311.pyc",
        ".git/config",
        ".venv/lib/numpy.py",
        ".ipynb_checkpoints/gradient_flow.py",
        "pkg/__pycache__/gradient_flow.py",
    ]
    submission = read_submission(as_folder({**solution, **dict.fromkeys(noise, b"junk")}), assignment)
    assert submission.files == solution
    assert submission.notes == ()


def test_an_unchanged_given_file_is_dropped_without_a_word_even_with_other_line_ends(
    assignment: Assignment, solution: Files, given_file: bytes, as_folder: Pack
) -> None:
    work = {**solution, "activations.py": b"\xef\xbb\xbf" + given_file.replace(b"\n", b"\r\n")}
    submission = read_submission(as_folder(work), assignment)
    assert submission.files == solution
    assert submission.notes == ()


def test_a_changed_given_file_is_dropped_with_a_note(assignment: Assignment, solution: Files, as_folder: Pack) -> None:
    submission = read_submission(as_folder({**solution, "activations.py": b"sigmoid = max\n"}), assignment)
    assert submission.files == solution
    assert submission.notes == (
        "activations.py is always used as it was handed out: your changes to it were not used.",
    )


def test_a_missing_module_costs_its_own_task_and_says_what_belongs_there(
    assignment: Assignment, solution: dict[str, bytes], as_folder: Pack
) -> None:
    del solution["multi_layer_network.py"]
    submission = read_submission(as_folder(solution), assignment)
    assert submission.problems == {
        "multi_layer_network": "multi_layer_network.py is missing: hand it in with MultiLayerNetwork and train."
    }


def test_an_empty_helper_is_not_an_unfinished_task(assignment: Assignment, solution: Files, as_folder: Pack) -> None:
    extra = {"__init__.py": b"", "pkg/__init__.py": b"\n", "later.py": b""}
    submission = read_submission(as_folder({**solution, **extra}), assignment)
    assert submission.files == {**solution, **extra}
    assert submission.notes == ()


@pytest.mark.parametrize(
    "content, says",
    [
        pytest.param("# Lösung\nx = 1\n".encode("utf-16"), ["UTF-16", "line 1"], id="utf-16"),
        pytest.param(b"x = 1\ny = '\xfc'\n", ["cp1252", "line 2"], id="cp1252"),
        pytest.param(b"x = 1\n\ny = 2\0\n", ["NUL", "line 3"], id="nul"),
        pytest.param(b"# coding: utf-7\nx = 1\n", ["utf-7", "line 1"], id="refused-cookie"),
        pytest.param(b"", ["empty"], id="empty"),
        pytest.param(b'{"cells": []}', ["a notebook"], id="renamed-notebook"),
        pytest.param(b"7z\xbc\xaf\x27\x1c\0\0", ["a 7z archive"], id="renamed-7z"),
    ],
)
def test_a_module_that_is_not_text_costs_its_own_task(
    assignment: Assignment, solution: Files, as_folder: Pack, content: bytes, says: list[str]
) -> None:
    submission = read_submission(as_folder({**solution, "gradient_flow.py": content}), assignment)
    assert list(submission.problems) == ["gradient_flow"]
    sentence = submission.problems["gradient_flow"]
    assert sentence.startswith("gradient_flow.py ")
    assert sentence.endswith(".")
    assert all(word in sentence for word in says)
    assert "gradient_flow.py" not in submission.files  # nothing that was refused is there to be imported
    assert submission.files["chain_rule_basics.py"] == solution["chain_rule_basics.py"]


def test_a_helper_that_is_not_text_is_left_out_with_a_note(
    assignment: Assignment, solution: Files, as_folder: Pack
) -> None:
    submission = read_submission(as_folder({**solution, "helper.py": b"# coding: rot13\ncevag\n"}), assignment)
    assert submission.problems == {}
    assert "helper.py" not in submission.files
    assert len(submission.notes) == 1
    assert "'helper.py' was left out" in submission.notes[0]


def test_a_notebook_of_another_kind_comes_along_and_is_said_not_to_be_graded(
    assignment: Assignment, solution: Files, as_folder: Pack
) -> None:
    submission = read_submission(as_folder({**solution, "scratch.ipynb": b'{"cells": []}'}), assignment)
    assert submission.files["scratch.ipynb"] == b'{"cells": []}'
    assert submission.notes == ("'scratch.ipynb' was not graded.",)
    assert submission.notebook is None


def test_a_folder_named_like_a_module_cannot_block_its_place(
    assignment: Assignment, solution: dict[str, bytes], as_folder: Pack
) -> None:
    content = solution.pop("gradient_flow.py")
    work = {**solution, "flow.py": content, "gradient_flow.py/x.txt": b"1", "activations.py/x.txt": b"1"}
    submission = read_submission(as_folder(work), assignment)
    assert submission.files["gradient_flow.py"] == content
    assert not any("/" in name for name in submission.files)


def test_characters_that_reorder_code_on_the_screen_are_pointed_out(
    assignment: Assignment, solution: Files, as_folder: Pack
) -> None:
    work = {**solution, "helper.py": "x = 1\naccess = 'user\u202e'\n".encode()}
    assert "'helper.py' has invisible characters in line 2" in read_submission(as_folder(work), assignment).notes[0]


def test_the_digest_tells_any_two_sets_of_files_apart() -> None:
    alike = [
        {"a": b"b", "c": b"d"},
        {"a": b"bcd"},
        {"ab": b"", "c": b"d"},
        {"a": b"", "b": b"", "cd": b""},
        {"a": b"d", "c": b"b"},
        {},
    ]
    assert len({submission_digest(files) for files in alike}) == len(alike)


def test_the_digest_is_of_the_students_files_whatever_the_given_ones_are(
    assignment: Assignment, solution: Files, as_folder: Pack, as_zip: Pack
) -> None:
    with_given = read_submission(as_folder({**solution, "activations.py": b"changed = 1\n"}), assignment)
    assert with_given.digest == read_submission(as_zip(solution), assignment).digest


def test_the_digest_sees_a_change_in_a_module_that_cannot_be_used(
    assignment: Assignment, solution: Files, as_folder: Pack, as_zip: Pack
) -> None:
    first = read_submission(as_folder({**solution, "gradient_flow.py": b"\xff"}), assignment)
    second = read_submission(as_zip({**solution, "gradient_flow.py": b"\n\xff"}), assignment)
    assert first.digest != second.digest


def test_a_given_id_is_kept_and_made_a_file_name_if_it_is_not_one(
    assignment: Assignment, solution: Files, as_folder: Pack
) -> None:
    folder = as_folder(solution)
    assert read_submission(folder, assignment, submission_id="s-17.zip").id == "s-17.zip"
    assert read_submission(folder, assignment, submission_id="../../etc/passwd").id == "etc_passwd"


@pytest.mark.parametrize(
    "files, says",
    [
        pytest.param({}, "nothing to grade", id="empty"),
        pytest.param({".DS_Store": b"x", "__pycache__/gradient_flow.py": b"x"}, "nothing to grade", id="noise-only"),
        pytest.param({"notes.txt": b"hello"}, "no module of the assignment", id="no-module"),
        pytest.param({"helper.py": b"x = 1\n"}, "no module of the assignment", id="only-a-helper"),
        pytest.param({"x.ipynb": b'{"cells": []}'}, "'x.ipynb' defines nothing that", id="only-another-notebook"),
        pytest.param({"a.zip": b"PK\x03\x04", "b.zip": b"PK\x03\x04"}, "'a.zip' and 'b.zip'", id="only-archives"),
    ],
)
def test_without_any_module_the_submission_is_refused_and_the_expected_files_named(
    assignment: Assignment, as_folder: Pack, files: Files, says: str
) -> None:
    with pytest.raises(SubmissionError) as refused:
        read_submission(as_folder(files), assignment)
    assert says in str(refused.value)
    assert "chain_rule_basics.py, multi_layer_network.py, gradient_flow.py" in str(refused.value)
