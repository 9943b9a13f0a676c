"""What the corpus itself must be like: large enough, declared in full, with a control in every group."""

from collections import Counter

from grader.model import Isolation
from tests.support.hostile.corpus import read_corpus
from tests.support.hostile.promises import stopped


def test_there_are_at_least_130_attacks() -> None:
    assert sum(not each.honest for each in read_corpus()) >= 130


def test_every_group_has_an_honest_control() -> None:
    corpus = read_corpus()
    assert {each.group for each in corpus if not each.honest} == {each.group for each in corpus if each.honest}


def test_no_attack_is_there_twice() -> None:
    titles = Counter(each.declared.title for each in read_corpus())
    assert [title for title, times in titles.items() if times > 1] == []
    works = Counter(
        (each.declared.module, each.source.split("# ///\n", 1)[-1], *each.declared.files) for each in read_corpus()
    )
    assert [work for work, times in works.items() if times > 1] == []


def test_the_level_that_grades_need_stops_all_but_what_it_says() -> None:
    """Without namespaces, Landlock lets paths be asked about, and a scratch directory has no size of its own."""
    beyond = {each.id for each in read_corpus() if not stopped(each, Isolation.JAILED)}
    assert beyond == {"reading/existence_of_paths", "exhausting/many_files"}
