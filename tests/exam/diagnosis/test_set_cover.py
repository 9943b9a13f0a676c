"""The smallest set of names that explains the most; two texts with changes merged into one."""

from grader.exam.diagnosis.hypotheses import merge_changes
from grader.exam.diagnosis.set_cover import Claim, best_covers

BASE = "one\ntwo\nthree\nfour\nfive\n"


def claim(names: str, explains: str, left_open: str = "") -> Claim[str]:
    return Claim(frozenset(names), frozenset(explains), frozenset(left_open))


def chosen(*claims: Claim[str]) -> list[str]:
    return sorted("".join(sorted(cover)) for cover in best_covers(claims))


def test_the_fewest_names_that_explain_all_are_chosen() -> None:
    assert chosen(claim("a", "12"), claim("b", "3"), claim("c", "13"), claim("d", "2")) == ["ab", "ac", "cd"]
    assert chosen(claim("a", "123"), claim("b", "3")) == ["a"]
    assert chosen() == []


def test_more_is_explained_before_fewer_are_named() -> None:
    assert chosen(claim("a", "12"), claim("b", "3"), claim("c", "4")) == ["abc"]


def test_what_is_left_open_has_to_be_explained_by_the_same_with_another() -> None:
    assert chosen(claim("a", "1", "2"), claim("b", "2")) == ["b"]
    assert chosen(claim("a", "1", "2"), claim("b", "3"), claim("ab", "12")) == ["ab"]


def test_changes_of_different_lines_are_merged() -> None:
    one, other = BASE.replace("two", "TWO\nand more"), BASE.replace("five", "FIVE")
    assert merge_changes(BASE, one, other) == "one\nTWO\nand more\nthree\nfour\nFIVE\n"


def test_changes_of_neighbouring_lines_are_merged() -> None:
    assert merge_changes(BASE, BASE.replace("two", "2"), BASE.replace("three", "3")) == "one\n2\n3\nfour\nfive\n"


def test_changes_of_the_same_line_or_beside_an_insertion_are_not_merged() -> None:
    changed = BASE.replace("two", "TWO")
    assert merge_changes(BASE, changed, BASE.replace("two", "2")) is None
    assert merge_changes(BASE, changed, BASE.replace("one\n", "one\nand a half\n")) is None
