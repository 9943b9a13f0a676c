"""A given function that is redefined is named where points were lost, and nowhere else."""

from collections.abc import Callable

from grader.assignment import load_assignment
from grader.exam.source.redefinitions import MAX_NAMES, redefined
from grader.model import Grade, Submission
from tests.support.loading import HANDOUT
from tests.support.tiny_notebooks import submission_of

ANEW = "def sigmoid(z):\n    return z\n\n\ndef _pair(a, b):\n    return a, b\n"


def handed_in(source: str) -> Submission:
    return Submission(id="x", digest="", files={"multi_layer_network.py": source.encode()}, problems={})


def said(submission: Submission, *modules: str) -> list[str]:
    return redefined(load_assignment(HANDOUT), submission, modules)


def test_it_is_named_with_its_file_and_whose_it_is() -> None:
    (sentence,) = said(handed_in(ANEW), "multi_layer_network")
    assert sentence == (
        "'multi_layer_network.py' redefines `sigmoid`, which activations.py gives: where results are off, "
        "compare the two."
    )
    assert said(handed_in("from activations import sigmoid\nclass sigmoids: pass\n"), "multi_layer_network") == []
    assert said(handed_in("def sigmoid(:"), "multi_layer_network") == []
    assert said(handed_in(ANEW), "gradient_flow") == [], "no points were lost there"


def test_a_cell_is_named_by_its_number() -> None:
    notebook = submission_of("x = 1", ANEW)
    (sentence,) = said(notebook, "tiny_double")
    assert sentence.startswith("'tiny.ipynb, cell 2' redefines `sigmoid`")
    assert len(said(submission_of(*[ANEW] * 9), "tiny_double")) == MAX_NAMES


def test_a_grade_notes_it_where_points_were_lost(grade: Callable[..., Grade]) -> None:
    redefined = "def one(): return 2.0\n"
    (note,) = grade(tiny_double=f"{redefined}def double(x): return 3 * x\n").notes
    assert note.startswith("'tiny_double.py' redefines `one`, which given.py gives")
    assert grade(tiny_double=f"{redefined}def double(x): return 2 * x\n").notes == ()
