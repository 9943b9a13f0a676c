"""Equal and similar work is found whatever it is called, and honest work is not; handed-out code counts for nothing."""

import json
import re
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from grader.assignment import Assignment, load_assignment
from grader.cli.launch import run
from grader.errors import UsageError
from grader.gradebook.similar.finding import SHOWN, ComparedWork, find_alike
from grader.gradebook.similar.own_code import MAX_CHARACTERS, CodeFile, handed_out, own_code_of
from grader.gradebook.similar.run import SimilarWork, similar_work
from grader.intake import read_submission
from grader.model.options import ReadingOptions
from tests.support.loading import ROOT
from tests.support.markup import read

CHAIN_RULE = ROOT / "solutions" / "multilayer_chain_rule"
HONEST = sorted(path.name for path in (CHAIN_RULE / "alternatives").iterdir())
# Two ways to the same that somebody may well have found alone.
ADA = '''
def double(x):
    """Doubles."""
    total = np.zeros_like(x)
    for position, value in enumerate(x):  # one after the other
        total[position] = value + value
    if total.size == 0:
        raise ValueError("nothing to double")
    return total


def bounded(values, lowest=0.0, highest=1.0):
    kept = [value for value in values if lowest <= value <= highest]
    dropped = len(values) - len(kept)
    print(f"{dropped} values are out of bounds")
    return np.asarray(kept, dtype=float), dropped
'''
BEN = """
import numpy as np


class Doubler:
    factor = 2

    def __call__(self, array):
        shape = np.shape(array)
        flat = np.ravel(array) * self.factor
        return flat.reshape(shape) if shape else flat[0]


def double(x):
    assert x is not None, "give me something"
    try:
        return Doubler()(x)
    except TypeError as error:
        raise SystemExit(1) from error


def clipped(data, low, high):
    mask = (data >= low) & (data <= high)
    return data[mask], int(np.count_nonzero(~mask))
"""
RENAMED = {"total": "result", "position": "i", "value": "v", "bounded": "clamp_all", "values": "xs", "lowest": "a",
           "highest": "b", "kept": "good", "dropped": "bad"}  # fmt: skip


def renamed(source: str) -> str:
    """The same with other names, comments, docstrings, quotes and layout."""
    for old, new in RENAMED.items():
        source = re.sub(rf"\b{old}\b", new, source)
    source = source.replace("Doubles.", "My very own idea.").replace("# one after the other", "# go on")
    return source.replace('"', "'").replace("'''", '"""').replace("    ", "  ").replace("\n\n", "\n\n\n")


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


Class = Callable[[Mapping[str, Mapping[str, str]]], Path]


@pytest.fixture
def class_of(tmp_path: Path) -> Class:
    """Lays out a class: a folder for each student."""

    def lay_out(works: Mapping[str, Mapping[str, str]]) -> Path:
        for name, files in works.items():
            (tmp_path / "class" / name).mkdir(parents=True)
            for file, text in files.items():
                (tmp_path / "class" / name / file).write_text(text)
        return tmp_path / "class"

    return lay_out


def notebook(source: str) -> str:
    cell: dict[str, object] = {
        "cell_type": "code",
        "source": source,
        "metadata": {},
        "outputs": [],
        "execution_count": None,
    }
    return json.dumps({"cells": [cell], "metadata": {}, "nbformat": 4, "nbformat_minor": 5})


def similar(
    source: Path, assignment: Assignment, output: Path | None = None, roster: Path | None = None
) -> SimilarWork:
    return similar_work(source, assignment, ReadingOptions(roster=roster), threshold=0.5, output=output)


def test_a_notebook_is_compared_with_modules(class_of: Class, own_tiny: Assignment) -> None:
    works = {"ada": {"tiny_double.py": ADA}, "eve": {"tiny.ipynb": notebook(renamed(ADA) + "shift = max\n")}}
    found = similar(class_of(works | {"ben": {"tiny_double.py": BEN}}), own_tiny)
    assert [(pair.one, pair.two) for pair in found.pairs] == [(("ada",), ("eve",))]
    assert found.works == 3


HOSTILE = ADA.replace("out of bounds", "</code><script>alert(1)</script><img src=x onerror=alert(1)>\u202e\x1b[2J")


def test_the_pages_show_both_works_and_no_text_of_a_student_is_more_than_text(
    class_of: Class, own_tiny: Assignment, tmp_path: Path
) -> None:
    source = class_of({
        "ada": {"tiny_double.py": HOSTILE},
        "ben": {"tiny_double.py": BEN},
        "eve": {"tiny_double.py": HOSTILE + "more = [1, 2, 3]\n", "<b>.py": "x = 1\n"},
    })  # fmt: skip
    (tmp_path / "roster.csv").write_text("login,name\nada,<i>Ada</i> Lovelace\neve,Eve & Co\n")
    output = tmp_path / "out"
    (pair,) = similar(source, own_tiny, output, roster=tmp_path / "roster.csv").pairs
    assert pair.page == output / "_similar" / "pair-1.html"
    pages = {path.name: path.read_text("utf-8") for path in (output / "similar.html", pair.page)}
    for text in pages.values():
        page = read(text)
        assert page.faults == []
        assert {name for name, *_ in page.elements}.isdisjoint({"script", "img", "i", "b"})
        assert not any(name.startswith("on") for name, _ in page.attributes)
        assert "<i>Ada</i> Lovelace" in page.text
        assert "no verdict" in page.text
        assert "\u202e" not in text
        assert "\x1b" not in text
    shown = pages["pair-1.html"]
    ids = set(re.findall(r' id="([ab]\d+)"', shown))
    links = set(re.findall(r'href="#([ab]\d+)"', shown))
    assert links
    assert links <= ids, "each number leads to a line that is there"
    assert shown.count('class="alike"') > 20
    assert (output / "similar.html").stat().st_mode & 0o077 == 0
    assert (output / "_similar").stat().st_mode & 0o077 == 0


def test_a_group_that_hands_in_as_one_is_one_work(own_tiny: Assignment, tmp_path: Path) -> None:
    folder = tmp_path / "moodle"
    for name, more in (("Red_1_assignsubmission_file_", ""), ("Blue_2_assignsubmission_file_", "x = 1\n")):
        (folder / name).mkdir(parents=True)
        (folder / name / "tiny_double.py").write_text(ADA + more)
    (tmp_path / "roster.csv").write_text("name,group\nAda,Red\nBen,Red\nEve,Blue\n")
    found = similar(folder, own_tiny, roster=tmp_path / "roster.csv")
    assert found.works == 2
    assert [(len(pair.one), len(pair.two)) for pair in found.pairs] in ([(1, 2)], [(2, 1)])


def test_the_command_says_whom_to_look_at_and_takes_old_pages_away(
    class_of: Class, own_tiny: Assignment, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source = class_of({
        "ada": {"tiny_double.py": ADA}, "ben": {"tiny_double.py": BEN}, "eve": {"tiny_double.py": f"{ADA}x = 1 + 2\n"},
        "zoe": {"tiny_double.py": renamed(ADA)},
    })  # fmt: skip
    call = ["similar", str(source), "--output", str(tmp_path / "out"), "--assignment", str(own_tiny.folder)]
    assert run(call) == 0
    said = " ".join(capsys.readouterr().out.split())
    assert "4 works compared, 1 pair to look at" in said
    assert "equal 'ada' and 'zoe'" in said
    assert list((tmp_path / "out" / "_similar").iterdir()) == [tmp_path / "out" / "_similar" / "pair-1.html"]
    on_page = (tmp_path / "out" / "similar.html").read_text("utf-8").partition("<tbody>")[2]
    assert re.findall(r"(\d+) %", said) == re.findall(r"(\d+) %", on_page) == ["100", "95"], "rounded down, in both"
    shutil.rmtree(source / "eve")
    assert run(call) == 0
    assert "0 pairs to look at" in capsys.readouterr().out
    assert list((tmp_path / "out" / "_similar").iterdir()) == []
    assert run([*call, "--threshold", "0"]) == 2
    assert "give one above 0" in capsys.readouterr().err


def test_a_class_of_another_assignment_is_refused(class_of: Class, own_tiny: Assignment) -> None:
    with pytest.raises(UsageError):
        similar(class_of({"ada": {"essay.txt": "no code"}, "ben": {"essay.txt": "none"}}), own_tiny)


def test_no_more_pairs_are_shown_than_anybody_looks_at() -> None:
    alike = [ADA + "y = [1, 2]\n" * number for number in range(1, 17)]
    others = ["\n".join(f"x = {{{n}: '{each}', {each}: {n}}}" for n in range(20)) for each in range(20)]
    works = [ComparedWork((str(n),), (CodeFile("a.py", text),)) for n, text in enumerate((*alike, *others))]
    found = find_alike(works, [], 0.5)
    assert len(found.alike) == SHOWN
    assert found.more == 16 * 15 // 2 - SHOWN
