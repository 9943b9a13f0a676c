"""`grader similar` for a class: what it says, and the pages on which both works are shown."""

import json
import re
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from grader.assignment import Assignment
from grader.cli.launch import run
from grader.errors import UsageError
from grader.gradebook.similar.finding import SHOWN, ComparedWork, find_alike
from grader.gradebook.similar.own_code import CodeFile
from grader.gradebook.similar.run import SimilarWork, similar_work
from grader.model.options import ReadingOptions
from tests.support.markup import read
from tests.support.similar_works import ADA, BEN, renamed

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
