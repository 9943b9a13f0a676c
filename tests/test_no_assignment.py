"""The engine knows no assignment: nothing in it speaks of what the first one is about."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from grader.assignment import load_assignment
from tests.support.loading import HANDOUT, REFERENCE, ROOT

PACKAGE = ROOT / "grader"
# What `grader new` writes is an assignment of its own, with a few words of the same mathematics.
TEMPLATE = PACKAGE / "handout" / "templates"
GRADIENT = "(?<!linear-)gradient"  # a style sheet has the other kind
ITS_OWN = frozenset({GRADIENT, "derivative", r"\bloss(es)?\b"})
BUNDLED = PACKAGE / "bundled"  # where a wheel has the first one
TEXTS = {
    ".py",
    ".html",
    ".svg",
    ".css",
    ".js",
    ".jinja",
    ".toml",
    ".md",
    ".txt",
    ".ini",
    ".json",
    ".yml",
    ".yaml",
    ".sh",
}
WORDS = (
    *("backprop", GRADIENT, "chain[ _-]?rule", "derivative", "finite[ _-]difference", "central difference", "slope"),
    *("neural", "neuron", "sigmoid", r"\btanh\b", r"\brelu\b", "softmax", "activation", "cross[ -]entropy", "tweet"),
    *("vanish", "explod", "saturat", r"\bdecay", "magnitude", r"\bdelta\b|δ", "∂"),
    *(r"\bloss(es)?\b", r"\bbias(es)?\b", r"\bweights\b", "(forward|backward)[ _-]pass", "multi[ _-]?layer"),
    # A jail keeps guests from the network and has layers, and so have streams: only the other kind is meant.
    *(
        r"network\.\w",
        r"\bnetworks\b",
        r"\ba network\b",
        "layer_sizes",
        "(hidden|output|each|per|own) layer",
        r"layer [1-9]",
    ),
)


def texts(folder: Path, *but: Path) -> Iterator[tuple[Path, str]]:
    """Every text below a folder, less what lies in some folders."""
    for path in sorted(folder.rglob("*")):
        if path.suffix in TEXTS and not any(path.is_relative_to(other) for other in but):
            yield path, path.read_text("utf-8")


def names() -> set[str]:
    """What the first assignment calls its modules, and what is defined in them."""
    assignment = load_assignment(HANDOUT)
    own = {assignment.slug, assignment.manifest.title, *(Path(name).stem for name in assignment.manifest.given)}
    return own.union(*({task.module, task.title, *task.names} for task in assignment.tasks))


def found(words: Iterable[str], folder: Path, *but: Path) -> list[str]:
    """Where any of these words or of the first assignment's names stands."""
    wanted = re.compile("|".join([*words, *map(re.escape, sorted(names()))]), re.IGNORECASE)
    return [
        f"{path.relative_to(ROOT)}:{text.count(chr(10), 0, word.start()) + 1}: {word[0]}"
        for path, text in texts(folder, *but)
        for word in wanted.finditer(text)
    ]


def test_the_engine_has_no_word_of_the_first_assignment() -> None:
    assert found(WORDS, PACKAGE, TEMPLATE, BUNDLED) == []


def test_a_new_assignment_has_no_word_of_the_first_one_but_its_own_mathematics() -> None:
    assert set(WORDS) > ITS_OWN
    assert found([word for word in WORDS if word not in ITS_OWN], TEMPLATE) == []


def test_each_of_these_words_is_one_of_the_first_assignment() -> None:
    """The control: a word that is not there either would be looked for in vain."""
    folders = (HANDOUT, REFERENCE / "misconceptions", REFERENCE / "alternatives")
    own = "\n".join(text for folder in folders for _, text in texts(folder))
    assert [word for word in WORDS if not re.search(word, own, re.IGNORECASE)] == []


def test_no_file_of_the_engine_is_called_after_the_first_assignment() -> None:
    apart = (TEMPLATE, BUNDLED)
    called = [path.stem for path in PACKAGE.rglob("*") if not any(path.is_relative_to(folder) for folder in apart)]
    assert [name for name in called if re.search("|".join(WORDS), name, re.IGNORECASE)] == []
