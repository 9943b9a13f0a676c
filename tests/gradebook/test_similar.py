"""Equal and similar work is found whatever it is called, and honest work is not; handed-out code counts for nothing."""

import re
from pathlib import Path

import pytest

from grader.assignment import Assignment, load_assignment
from grader.gradebook.similar.finding import ComparedWork, find_alike
from grader.gradebook.similar.own_code import MAX_CHARACTERS, CodeFile, handed_out, own_code_of
from grader.intake import read_submission
from tests.support.loading import ROOT
from tests.support.similar_works import ADA, BEN, renamed

CHAIN_RULE = ROOT / "solutions" / "multilayer_chain_rule"
HONEST = sorted(path.name for path in (CHAIN_RULE / "alternatives").iterdir())


def compared(*sources: str, handout: str = "", threshold: float = 0.5) -> list[tuple[tuple[int, int], float]]:
    works = [ComparedWork((str(number),), (CodeFile("a.py", source),)) for number, source in enumerate(sources)]
    found = find_alike(works, [CodeFile("stub.py", handout)], threshold)
    return [(pair.works, max(pair.shares)) for pair in found.alike]


def test_a_copy_with_other_names_comments_and_layout_is_found_as_equal_and_part_of_one_as_alike() -> None:
    works = [ComparedWork((name,), (CodeFile("a.py", text),)) for name, text in (("ada", ADA), ("eve", renamed(ADA)))]
    assert find_alike(works, [], 0.5).equal == ((0, 1),)
    half = renamed(ADA).partition("def clamp_all")[0]
    assert [pair for pair, _ in compared(ADA, BEN + half, threshold=0.4)] == [(0, 1)]


def test_honest_work_is_not_put_beside_each_other() -> None:
    assert compared(ADA, BEN, threshold=0.2) == []


@pytest.fixture(scope="module")
def chain_rule() -> Assignment:
    """The assignment with the most alternative solutions."""
    return load_assignment(ROOT / "assignments" / "multilayer_chain_rule")


@pytest.fixture(scope="module")
def honest_works(chain_rule: Assignment) -> list[ComparedWork]:
    """All alternative solutions: each is somebody's own way."""
    found = (read_submission(CHAIN_RULE / "alternatives" / name, chain_rule) for name in HONEST)
    return [ComparedWork((each.id,), tuple(own_code_of(each))) for each in found]


def test_no_two_alternatives_are_alike_and_a_copy_of_one_among_them_is(
    honest_works: list[ComparedWork], chain_rule: Assignment
) -> None:
    handout = handed_out(chain_rule)
    assert len(honest_works) > 10
    assert find_alike(honest_works, handout, 0.25).alike == ()
    own = {"delta": "my_delta", "gradients": "slopes", "activations": "outputs", "weights_list": "all_w"}
    stolen = honest_works[3].files
    for old, new in own.items():
        stolen = tuple(CodeFile(file.name, re.sub(rf"\b{old}\b", new, file.text)) for file in stolen)
    found = find_alike([*honest_works, ComparedWork(("eve",), (*stolen, CodeFile("more.py", BEN)))], handout, 0.5)
    assert [pair.works for pair in found.alike] == [(3, len(honest_works))]


def test_code_that_was_handed_out_counts_for_nothing() -> None:
    own = {"ada": "\n".join(f"alpha_{n} = {n} + {n} * alpha(beta[{n}:])" for n in range(12))}
    own["ben"] = "\n".join(f"while gamma < {n}: gamma = (gamma ** {n}) % 7; delta -= 1" for n in range(12))
    assert compared(ADA + own["ada"], ADA + own["ben"], threshold=0.3)[0][0] == (0, 1), "the control"
    assert compared(ADA + own["ada"], ADA + own["ben"], handout=ADA, threshold=0.05) == []
    assert compared(ADA, ADA, handout=ADA, threshold=0.05) == [], "stubs as they were"


def test_what_most_have_counts_for_nothing() -> None:
    """It is how one writes it, or what the lecture showed."""

    def own(student: int) -> str:
        return "\n".join(f"x{n} = [{student} ** {n}, '{n}', ({student}, {n})] * {student}" for n in range(5))

    assert len(compared(*(ADA + own(number) for number in range(3)), threshold=0.3)) == 3, "the control"
    assert compared(*(ADA + own(number) for number in range(30)), threshold=0.3) == []
    ring = [ADA + own(number) if number < 12 else own(number) for number in range(30)]
    assert len(compared(*ring, threshold=0.3)) == 12 * 11 // 2, "of many, and not of most"


def test_short_works_are_not_compared() -> None:
    works = [ComparedWork((name,), (CodeFile("a.py", "def double(x): return 2 * x\n"),)) for name in ("ada", "ben")]
    found = find_alike(works, [], 0.1)
    assert (found.equal, found.alike, found.short) == ((), (), (0,))


def test_members_of_a_team_are_not_compared_with_each_other() -> None:
    works = [
        ComparedWork((name,), (CodeFile("a.py", ADA + more),), "red")
        for name, more in (("ada", ""), ("ben", "x = 1\n"))
    ]
    assert find_alike(works, [], 0.5).alike == ()
    alone = [ComparedWork(work.students, work.files) for work in works]
    assert [pair.works for pair in find_alike(alone, [], 0.5).alike] == [(0, 1)], "the control"


HUGE = {
    "one line": "x" * 1_000_000,
    "brackets": "(" * 400_000,
    "open text": '"""' + "a\\\n" * 300_000,
    "many names": "\n".join(f"v{n} = v{n} + {n}" for n in range(40_000)),
    "one stretch": "a = " + "1 + " * 100_000,
}


@pytest.mark.parametrize("kind", HUGE)
def test_a_huge_work_is_compared_only_up_to_the_usual_size(kind: str, own_tiny: Assignment, tmp_path: Path) -> None:
    folder = tmp_path / "eve"
    folder.mkdir()
    (folder / "tiny_double.py").write_text(f"def double(x): return 2 * x\n{HUGE[kind]}")
    files = own_code_of(read_submission(folder, own_tiny))
    assert 0 < sum(len(file.text) for file in files) <= MAX_CHARACTERS
    works = [ComparedWork(("eve",), tuple(files)), ComparedWork(("ada",), (CodeFile("a.py", ADA),))]
    assert find_alike(works, [], 0.5).alike == ()
