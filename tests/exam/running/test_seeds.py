"""The seed that grades commit to cannot be found by trying all, and one for practice commits to nothing."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from grader.assignment import Assignment
from grader.cli.launch import run
from grader.errors import AssignmentError, UsageError
from grader.exam.running.seeds import (
    BITS,
    NO_COMMITMENT,
    Seed,
    choose_seed,
    max_entropy_bits,
    practice_seed,
    provenance,
)


@pytest.fixture
def seed(tiny: Assignment) -> Iterator[Path]:
    """The file of the secret seed, to be changed at will."""
    whole = tiny.seed_file.read_bytes()
    yield tiny.seed_file
    tiny.seed_file.write_bytes(whole)


@pytest.mark.parametrize(
    "text",
    [
        "5ec7e70123456789abcdef0123456789",
        "5EC7E70123456789ABCDEF0123456789\n",
        "gkJ2x_-Qe0Lr8sVb1mZ5yT3wC7dN9hAf",
        "seven horses walk over a bridge at night",
        "3141592653589793238462643383279502884197",
    ],
)
def test_a_seed_of_128_bits_is_taken(tiny: Assignment, seed: Path, text: str) -> None:
    seed.write_text(text)
    assert choose_seed(tiny).text == text.strip()


@pytest.mark.parametrize(
    "text", ["hunter2", "2026", "5ec7e70123456789abcdef01234567", "a" * 100, "abcabcabc" * 20, "0" * 64]
)
def test_a_seed_that_could_be_guessed_is_refused_with_the_way_to_a_better_one(
    tiny: Assignment, seed: Path, text: str
) -> None:
    seed.write_text(text)
    assert max_entropy_bits(text) < BITS
    with pytest.raises(AssignmentError, match=r"could be guessed.*secrets\.token_hex") as refused:
        choose_seed(tiny)
    assert text not in str(refused.value).replace(str(seed), "")


@pytest.mark.parametrize("text", ["", " \n"])
def test_an_empty_seed_is_refused_in_the_file_and_on_the_command_line(tiny: Assignment, seed: Path, text: str) -> None:
    seed.write_text(text)
    with pytest.raises(AssignmentError, match="is empty"):
        choose_seed(tiny)
    with pytest.raises(UsageError, match="--seed is empty"):
        choose_seed(tiny, text)


def test_a_seed_for_practice_may_be_short_and_commits_to_nothing(tiny: Assignment) -> None:
    given = choose_seed(tiny, "1")
    assert provenance(given, "tiny").seed == NO_COMMITMENT
    assert provenance(choose_seed(tiny), "tiny").seed.startswith("hmac-sha256:")


def test_one_of_any_length_for_practice_needs_no_secret_one(tiny: Assignment, seed: Path) -> None:
    made = practice_seed(tiny)
    assert choose_seed(tiny, made).committed
    for text in ("", "secret"):
        seed.write_text(text)
        assert choose_seed(tiny, made) == Seed(made, committed=False)


def test_the_command_refuses_a_short_secret_seed_and_takes_one_for_practice(
    tiny: Assignment, seed: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    seed.write_text("secret")
    work = tmp_path / "jane"
    work.mkdir()
    (work / "tiny_double.py").write_text("def double(x): return 2 * x\n")
    call = ["grade", str(work), "--output", str(tmp_path / "out"), "--assignment", str(tiny.folder)]
    assert run([*call, "--isolation", "process"]) == 3
    assert capsys.readouterr().err.count("\n") == 1
    assert run([*call, "--isolation", "process", "--seed", "practice"]) == 0
    assert NO_COMMITMENT in (tmp_path / "out" / "grade.json").read_text("utf-8")
    assert "a grade for practice" in (tmp_path / "out" / "report.html").read_text("utf-8")
