"""A wrong key or value in an author's file is told by the task, the key, and what it takes."""

import msgspec
import pytest

from grader.assignment import Manifest
from grader.exam.diagnosis.misconceptions import MisconceptionFile
from grader.toml_faults import toml_fault

MANIFEST = """
slug = "a"
title = "A"
notebook = "a.ipynb"
given = []
tasks = [{id = "1.1", title = "One", module = "one", names = ["f"], points = 1},
         {id = "2.1", title = "Two", module = "two", names = ["g"], points = 1}]
"""
TOP = "the file itself, above all tables"
BY_HAND = "what a person judges is a table of its own, [[manual]]."
MISTAKE = 'task = "1.1"\ntitle = "T"\nexplanation = "E"\nhint = "H"\nhandout = "x"\n'


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (
            'names = ["g"]',
            'nmaes = ["g"]',
            "task 2.1 has the key `nmaes`, which it does not take: did you mean `names`?",
        ),
        (", points = 1}]", "}]", "task 2.1 lacks the key `points`."),
        ("points = 1}]", 'points = "1"}]', "`points` of task 2.1 is a text, and takes a number."),
        ('names = ["g"]', 'names = "g"', "`names` of task 2.1 is a text, and takes a list."),
        ('names = ["g"]', "names = [1]", "`names` of task 2.1 is a whole number, and takes a text."),
        (
            "points = 1}]",
            "points = 1, manual = true}]",
            f"task 2.1 has the key `manual`, which it does not take: {BY_HAND}",
        ),
        (
            "given = []",
            "given = []\nhidden_results = {after = 2026-12-01}",
            "`after` of [hidden_results] is a date, and takes a time or nothing.",
        ),
        ("points = 1}]", 'points = 1, bonus = "yes"}]', "`bonus` of task 2.1 is a text, and takes true or false."),
        ('id = "2.1", ', "", "entry 2 of [[tasks]] lacks the key `id`."),
        ("given = []\n", "", "the file lacks the key `given`."),
        (
            "points = 1}]",
            'points = 1, feedback = "all"}]',
            "`feedback` of task 2.1 is 'all', and takes one of nothing, category, shape, inputs, values.",
        ),
        (
            "points = 1}]",
            'points = 1, requires = ["pandas"]}]',
            f"task 2.1 has the key `requires`, which it does not take: `requires` is a key of {TOP}.",
        ),
        (
            "given = []",
            "given = []\nlimits = {per_day = 3}",
            "[limits] has the key `per_day`, which it does not take: `per_day` is a key of [hidden_results].",
        ),
        (
            "given = []",
            "given = []\nlimit = 3",
            "the file has the key `limit`, which it does not take: did you mean `limits`?",
        ),
        (
            "given = []",
            "given = []\nlimits = {call_secs = 3}",
            "[limits] has the key `call_secs`, which it does not take: did you mean `call_seconds`?",
        ),
        (
            "given = []",
            'given = []\nsteps = {mean = {diagram = "m.svg"}}',
            "a table of [steps] lacks the key `title`.",
        ),
    ],
)
def test_what_is_wrong_in_a_manifest_is_told(old: str, new: str, said: str) -> None:
    assert told(MANIFEST.replace(old, new), Manifest) == said


@pytest.mark.parametrize(
    ("key", "said"),
    [
        ("bonus = true", "`bonus`, which it does not take: `bonus` is a key of [[tasks]]."),
        ("bonsu = true", "`bonsu`, which it does not take: `bonus` is a key of [[tasks]]."),
        ("module = 'essay'", "`module`, which it does not take: `module` is a key of [[tasks]]."),
        ("fiel = 'a.md'", "`fiel`, which it does not take: did you mean `file`?"),
        (
            "wherefore = 1",
            "`wherefore`, which it does not take: it takes `about`, `file`, `id`, `points`, `title`.",
        ),
    ],
)
def test_what_is_wrong_in_work_that_a_person_judges_is_told(key: str, said: str) -> None:
    essay = f"\n[[manual]]\nid = '3'\ntitle = 'Essay'\npoints = 1\nfile = 'a.md'\n{key}\n"
    assert told(MANIFEST + essay, Manifest) == f"task 3 has the key {said}"


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ("titel = 'T'", "the file has the key `titel`, which it does not take: did you mean `title`?"),
        (
            "edits = [{old = 'a', new = 'b', title = 'T'}]",
            f"entry 1 of [[edits]] has the key `title`, which it does not take: `title` is a key of {TOP}.",
        ),
        ("edits = [{old = 'a'}]", "entry 1 of [[edits]] lacks the key `new`."),
        ("edits = []\nfollow_through = 'yes'", "`follow_through` of the file is a text, and takes true or false."),
    ],
)
def test_what_is_wrong_in_a_known_mistake_is_told(more: str, said: str) -> None:
    assert told(MISTAKE + more, MisconceptionFile) == said


def told(text: str, kind: type) -> str:
    with pytest.raises(msgspec.ValidationError) as raised:
        msgspec.toml.decode(text, type=kind)
    return toml_fault(raised.value, text.encode(), kind)


def test_invalid_toml_is_reported_in_the_words_of_the_parser() -> None:
    with pytest.raises(msgspec.DecodeError) as raised:
        msgspec.toml.decode("slug = ", type=Manifest)
    assert toml_fault(raised.value, b"slug = ", Manifest) == f"{raised.value}."
