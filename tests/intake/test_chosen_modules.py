"""Which file of a submission is graded as a module: exact names, variants of them, and what defines the names."""

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from grader.assignment import Assignment
from grader.intake import read_submission

Files = Mapping[str, bytes]
Pack = Callable[[Files], Path]


@pytest.mark.parametrize(
    "name, advice",
    [
        ("Gradient_Flow.py", ": use the exact name"),
        ("gradient_flow.PY", ": use the exact name"),
        ("gradient_flow - Copy (2).py", ": use the exact name"),
        ("Copy of gradient_flow.py", ": use the exact name"),
        ("gradient_flow.py.txt", ": show file name extensions and use the exact name"),
        ("gradient_flow.py.py", ": show file name extensions and use the exact name"),
        ("gradient_flow (1).py", ""),
        ("gradient_flow-2.py", ""),
    ],
)
def test_a_variant_of_the_name_is_taken_with_a_note_that_blames_nobody_for_what_a_platform_did(
    assignment: Assignment, solution: dict[str, bytes], as_folder: Pack, name: str, advice: str
) -> None:
    content = solution.pop("gradient_flow.py")
    submission = read_submission(as_folder({**solution, name: content}), assignment)
    assert submission.problems == {}
    assert submission.files["gradient_flow.py"] == content
    assert submission.notes == (f"'{name}' was graded as gradient_flow.py{advice}.",)


def test_the_exact_name_wins_over_a_variant(assignment: Assignment, solution: Files, as_folder: Pack) -> None:
    submission = read_submission(as_folder({**solution, "gradient_flow (1).py": b"newer = 1\n"}), assignment)
    assert submission.files["gradient_flow.py"] == solution["gradient_flow.py"]
    assert submission.notes == ("gradient_flow.py was graded, 'gradient_flow (1).py' was not: exact names win.",)


def test_two_different_copies_are_not_guessed_between(
    assignment: Assignment, solution: dict[str, bytes], as_folder: Pack
) -> None:
    del solution["gradient_flow.py"]
    copies = {"gradient_flow (1).py": b"x = 1\n", "gradient_flow (2).py": b"x = 2\n"}
    problem = read_submission(as_folder({**solution, **copies}), assignment).problems["gradient_flow"]
    assert "'gradient_flow (1).py' and 'gradient_flow (2).py'" in problem


def test_two_equal_copies_are_one(assignment: Assignment, solution: dict[str, bytes], as_folder: Pack) -> None:
    content = solution.pop("gradient_flow.py")
    copies = {"gradient_flow (1).py": content, "gradient_flow (2).py": content}
    submission = read_submission(as_folder({**solution, **copies}), assignment)
    assert submission.problems == {}
    assert submission.files["gradient_flow.py"] == content


def test_one_other_module_that_defines_the_names_is_taken_with_a_note(
    assignment: Assignment, solution: dict[str, bytes], as_folder: Pack
) -> None:
    content = solution.pop("multi_layer_network.py")
    submission = read_submission(as_folder({**solution, "net.py": content}), assignment)
    assert submission.problems == {}
    assert submission.files["multi_layer_network.py"] == submission.files["net.py"] == content
    assert "'net.py' was graded as multi_layer_network.py" in submission.notes[0]


def test_a_module_that_defines_only_some_of_the_names_is_not_taken(
    assignment: Assignment, solution: dict[str, bytes], as_folder: Pack
) -> None:
    del solution["multi_layer_network.py"]
    submission = read_submission(as_folder({**solution, "net.py": b"class MultiLayerNetwork: ...\n"}), assignment)
    assert list(submission.problems) == ["multi_layer_network"]


def test_two_other_modules_that_define_the_names_are_not_guessed_between(
    assignment: Assignment, solution: dict[str, bytes], as_folder: Pack
) -> None:
    del solution["gradient_flow.py"]
    others = {"a.py": b"def analyze_gradient_flow(): return 1\n", "b.py": b"analyze_gradient_flow = 1\n"}
    problem = read_submission(as_folder({**solution, **others}), assignment).problems["gradient_flow"]
    assert "'a.py' and 'b.py'" in problem


def test_one_file_may_solve_all_tasks(assignment: Assignment, solution: Files, tmp_path: Path) -> None:
    path = tmp_path / "everything.py"
    path.write_bytes(b"".join(solution.values()))
    submission = read_submission(path, assignment)
    assert submission.problems == {}
    assert submission.id == "everything"
    assert set(solution) < set(submission.files)


def test_a_single_module_is_a_submission_of_one_task(assignment: Assignment, solution: Files, tmp_path: Path) -> None:
    path = tmp_path / "gradient_flow.py"
    path.write_bytes(solution["gradient_flow.py"])
    submission = read_submission(path, assignment)
    assert dict(submission.files) == {"gradient_flow.py": solution["gradient_flow.py"]}
    assert list(submission.problems) == ["chain_rule_basics", "multi_layer_network"]


def test_it_is_known_where_each_file_came_from(assignment: Assignment, solution: Files, as_folder: Pack) -> None:
    first, *others = sorted(solution)
    moved = {f"week 1/{name}": solution[name] for name in others}
    stem = first.removesuffix(".py")
    submission = read_submission(as_folder({**moved, f"week 1/{stem} (1).py": solution[first]}), assignment)
    assert submission.origins[first] == f"week 1/{stem} (1).py"
    assert {submission.origins[name] for name in others} == set(moved)
