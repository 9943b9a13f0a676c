"""Modules, a notebook, or both: which of them is graded, and how that is said."""

import shutil
from collections.abc import Callable, Mapping
from itertools import count
from pathlib import Path

import pytest

from grader.assignment import Assignment, load_assignment
from grader.errors import SubmissionError
from grader.intake import read_submission
from grader.model import Submission
from tests.support.notebooks import SOLVED, code, notebook, run_code, solved

Files = Mapping[str, bytes]
HandIn = Callable[[Files], Submission]
STUB = b"raise NotImplementedError\n"
STUB_CELL = "def analyze_gradient_flow(networks):\n    raise NotImplementedError\n"
PERCENT = "# %% [markdown]\n# Mine\n" + "\n".join(f"# %%\n{source}" for source in SOLVED)


@pytest.fixture(scope="module")
def own(assignment: Assignment, tmp_path_factory: pytest.TempPathFactory) -> Assignment:
    """The tiny assignment with a handout notebook of its own."""
    course = tmp_path_factory.mktemp("own")
    shutil.copytree(assignment.folder, course / "assignments" / "tiny")
    shutil.copytree(assignment.solution, course / "solutions" / "tiny")
    (course / "assignments" / "tiny" / "tiny.ipynb").write_bytes(notebook([code(STUB_CELL)]))
    return load_assignment(course / "assignments" / "tiny")


@pytest.fixture
def hand_in(own: Assignment, tmp_path: Path) -> HandIn:
    """Hands files in as a folder; each time another."""
    numbers = count()

    def read(files: Files) -> Submission:
        folder = tmp_path / f"work-{next(numbers)}"
        for name, content in files.items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_bytes(content)
        return read_submission(folder, own)

    return read


def from_notebook(submission: Submission) -> set[str]:
    """The tasks that are graded from the notebook."""
    return set(submission.notebook.modules) if submission.notebook else set()


def test_a_solved_module_wins_over_a_solved_cell_and_a_note_names_both(hand_in: HandIn, solution: Files) -> None:
    submission = hand_in({**solution, "tiny.ipynb": solved()})
    assert from_notebook(submission) == set()
    assert submission.problems == {}
    assert "Task 3 is solved in gradient_flow.py and in 'tiny.ipynb': the module was graded." in submission.notes


def test_a_missing_module_is_taken_from_the_notebook(hand_in: HandIn, solution: dict[str, bytes]) -> None:
    del solution["gradient_flow.py"]
    submission = hand_in({**solution, "tiny.ipynb": notebook([code(SOLVED[2])])})
    assert from_notebook(submission) == {"gradient_flow"}
    assert submission.problems == {}
    assert submission.notes == ()
    assert submission.files.keys() == {"chain_rule_basics.py", "multi_layer_network.py"}


def test_an_untouched_stub_loses_to_a_solved_cell_whatever_an_editor_did_to_it(
    hand_in: HandIn, solution: Files
) -> None:
    stub = b"\xef\xbb\xbf" + STUB.replace(b"\n", b"\r\n\r\n")
    submission = hand_in({**solution, "gradient_flow.py": stub, "tiny.ipynb": notebook([code(SOLVED[2])])})
    assert from_notebook(submission) == {"gradient_flow"}
    assert submission.notes == ("gradient_flow.py is the untouched stub, so task 3 was graded from 'tiny.ipynb'.",)


def test_an_untouched_cell_loses_to_a_solved_module_without_a_word(hand_in: HandIn, solution: Files) -> None:
    submission = hand_in({**solution, "tiny.ipynb": notebook([code(STUB_CELL)])})
    assert from_notebook(submission) == set()
    assert submission.notes == ()


def test_an_untouched_cell_with_a_solution_after_it_counts_as_solved(hand_in: HandIn, solution: Files) -> None:
    work = {**solution, "gradient_flow.py": STUB, "tiny.ipynb": notebook([code(STUB_CELL), code(SOLVED[2])])}
    submission = hand_in(work)
    assert from_notebook(submission) == {"gradient_flow"}
    assert "analyze_gradient_flow is defined in cells 1 and 2 of 'tiny.ipynb': the last one counts." in submission.notes


def test_where_both_are_untouched_the_module_is_graded(hand_in: HandIn, solution: Files) -> None:
    submission = hand_in({**solution, "gradient_flow.py": STUB, "tiny.ipynb": notebook([code(STUB_CELL)])})
    assert from_notebook(submission) == set()


def test_a_module_that_cannot_be_read_loses_to_a_solved_cell(hand_in: HandIn, solution: Files) -> None:
    submission = hand_in({**solution, "gradient_flow.py": b"x = 1\0", "tiny.ipynb": notebook([code(SOLVED[2])])})
    assert from_notebook(submission) == {"gradient_flow"}
    assert submission.problems == {}
    assert submission.notes[0].startswith("gradient_flow.py has a NUL byte in line 1")
    assert submission.notes[0].endswith("So task 3 was graded from 'tiny.ipynb'.")


def test_a_helper_module_does_not_take_a_task_away_from_the_notebook(hand_in: HandIn) -> None:
    submission = hand_in({"helpers.py": SOLVED[2].encode(), "tiny.ipynb": solved()})
    assert from_notebook(submission) == {"chain_rule_basics", "multi_layer_network", "gradient_flow"}
    assert "helpers.py" in submission.files


def test_a_broken_notebook_beside_modules_costs_no_points_and_gets_a_note(hand_in: HandIn, solution: Files) -> None:
    submission = hand_in({**solution, "tiny.ipynb": b'{"cells": ['})
    assert submission.problems == {}
    assert submission.notes[0].startswith("'tiny.ipynb' was left out, because it ends in the middle")


def test_a_broken_notebook_costs_the_tasks_that_have_no_module(hand_in: HandIn, solution: dict[str, bytes]) -> None:
    del solution["gradient_flow.py"]
    submission = hand_in({**solution, "tiny.ipynb": b'{"cells": ['})
    assert list(submission.problems) == ["gradient_flow"]
    assert submission.problems["gradient_flow"].startswith("'tiny.ipynb' ends in the middle")


@pytest.mark.parametrize(
    "name, note",
    [
        ("Tiny.ipynb", "'Tiny.ipynb' was read as tiny.ipynb: use the exact name."),
        ("tiny (1).ipynb", "'tiny (1).ipynb' was read as tiny.ipynb."),
        ("tiny-Copy1.ipynb", "'tiny-Copy1.ipynb' was read as tiny.ipynb: use the exact name."),
        (
            "tiny.ipynb.txt",
            "'tiny.ipynb.txt' was read as tiny.ipynb: show file name extensions and use the exact name.",
        ),
        (
            "tiny.ipynb.json",
            "'tiny.ipynb.json' was read as tiny.ipynb: show file name extensions and use the exact name.",
        ),
        ("homework.ipynb", "'homework.ipynb' was read as tiny.ipynb: use the exact name."),
        ("a/b/tiny.ipynb", ""),
    ],
)
def test_a_notebook_under_another_name_or_in_a_sub_folder_is_found(hand_in: HandIn, name: str, note: str) -> None:
    submission = hand_in({name: solved()})
    assert len(from_notebook(submission)) == 3
    assert submission.notes == ((note,) if note else ())


def test_the_exact_name_wins_over_a_copy_and_a_note_names_both(hand_in: HandIn) -> None:
    submission = hand_in({"tiny.ipynb": solved(), "tiny-1.ipynb": solved(nbformat_minor=3)})
    assert run_code(submission) == list(SOLVED)
    assert "'tiny.ipynb' was read as the notebook, 'tiny-1.ipynb' was not." in submission.notes


def test_two_different_copies_of_the_notebook_are_refused(hand_in: HandIn) -> None:
    with pytest.raises(SubmissionError, match=r"'tiny-1.ipynb' is not the only one that could be graded"):
        hand_in({"tiny-1.ipynb": solved(), "tiny-2.ipynb": notebook([code(SOLVED[0])])})


def test_a_zip_with_a_notebook_in_a_sub_folder_is_a_submission(
    own: Assignment, as_zip: Callable[[Files], Path]
) -> None:
    packed = as_zip({"Jane Doe/week 3/tiny.ipynb": solved(), "__MACOSX/._tiny.ipynb": b"x"})
    submission = read_submission(packed, own)
    assert len(from_notebook(submission)) == 3
    assert submission.id == "jane"


@pytest.mark.parametrize("name", ["tiny.py", "solution.py", "tiny-1.py"])
def test_a_script_with_cell_marks_is_a_notebook(hand_in: HandIn, name: str) -> None:
    submission = hand_in({name: PERCENT.encode()})
    assert len(from_notebook(submission)) == 3
    assert [source.strip() for source in run_code(submission)] == [source.strip() for source in SOLVED]
    assert submission.notebook is not None
    assert submission.notebook.cells[0].kind == "markdown"
    assert len(submission.notes) == 1
    assert "tiny.ipynb" in submission.notes[0]


def test_a_module_with_cell_marks_is_still_a_module(hand_in: HandIn, solution: Files) -> None:
    submission = hand_in({**solution, "gradient_flow.py": b"# %%\n" + solution["gradient_flow.py"]})
    assert submission.notebook is None
    assert submission.problems == {}


def test_the_notebook_is_read_and_not_its_paired_script(hand_in: HandIn) -> None:
    submission = hand_in({"tiny.ipynb": solved(), "tiny.py": PERCENT.encode()})
    assert submission.notebook is not None
    assert submission.notebook.name == "tiny.ipynb"
    assert submission.notes == ("'tiny.ipynb' was read as the notebook, 'tiny.py' was not.",)


def test_the_digest_covers_the_notebook(hand_in: HandIn) -> None:
    assert hand_in({"tiny.ipynb": solved()}).digest != hand_in({"tiny.ipynb": solved(nbformat_minor=3)}).digest
