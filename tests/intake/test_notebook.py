"""Notebooks from whatever program, in whatever state: read, healed with a note, or refused with a sentence."""

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from grader.assignment import Assignment
from grader.errors import SubmissionError
from grader.intake import read_submission
from grader.model import Submission
from tests.support.notebooks import SOLVED, code, notebook, run_code, solved, text

Read = Callable[[bytes], Submission]
MODULES = ("chain_rule_basics", "multi_layer_network", "gradient_flow")


@pytest.fixture
def read(assignment: Assignment, tmp_path: Path) -> Read:
    """Reads a notebook handed in alone under the handout's name."""

    def reading(content: bytes) -> Submission:
        path = tmp_path / "tiny.ipynb"
        path.write_bytes(content)
        return read_submission(path, assignment)

    return reading


def version_3() -> bytes:
    cells = [{"cell_type": "code", "input": source, "language": "python", "outputs": []} for source in SOLVED]
    cells[0]["input"] = cells[0]["input"].splitlines(keepends=True)  # type: ignore[attr-defined] # both forms occur
    heading = {"cell_type": "heading", "level": 1, "source": "Mine"}
    return json.dumps({"nbformat": 3, "metadata": {"name": ""}, "worksheets": [{"cells": [heading, *cells]}]}).encode()


def colab() -> bytes:
    cells = [code(source, metadata={"id": f"aB{n}", "colab": {"base_uri": "x"}}) for n, source in enumerate(SOLVED)]
    for cell in cells:
        cell["source"] = cell["source"].splitlines(keepends=True)
    metadata = {"colab": {"provenance": []}, "kernelspec": {"name": "python3", "display_name": "Python 3"}}
    return notebook(cells, metadata=metadata, nbformat_minor=0)


def vs_code() -> bytes:
    cells = [code(s, id=f"c{n}", metadata={"vscode": {"languageId": "python"}}) for n, s in enumerate(SOLVED)]
    info = {"language_info": {"name": "python", "version": "3.12.1"}, "orig_nbformat": 4}
    return b"\xef\xbb\xbf" + notebook(cells, metadata=info, nbformat_minor=5).replace(b"\\n", b"\\r\\n")


def with_ids() -> bytes:
    return notebook([code(source, id=f"cell-{n}") for n, source in enumerate(SOLVED)], nbformat_minor=5)


@pytest.mark.parametrize("make", [solved, with_ids, version_3, colab, vs_code])
def test_each_programs_notebook_solves_all_tasks_with_the_same_code(read: Read, make: Callable[[], bytes]) -> None:
    submission = read(make())
    assert submission.problems == {}
    assert submission.notebook is not None
    assert tuple(submission.notebook.modules) == MODULES
    assert run_code(submission) == list(SOLVED)
    assert submission.files == {}
    expected = ["'tiny.ipynb' is in the old format 3, which was read anyway."] if make is version_3 else []
    assert list(submission.notes) == expected


@pytest.mark.parametrize(
    "changes, says",
    [
        ({"nbformat_minor": 5}, "has 3 cells without an id; they were given one"),
        ({"cells": [code(source, id="same") for source in SOLVED]}, "has 2 cells with the id of another"),
        ({"metadata": None}, "has no metadata"),
        (
            {"metadata": {"kernelspec": {"name": "conda-env-ml-py", "language": "python"}}},
            "was made with the kernel 'conda-env-ml-py'; it is run with Python 3",
        ),
        (
            {"cells": [code(s, execution_count=n) for s, n in zip(SOLVED, (7, 3, 9), strict=True)]},
            "was last run in a different order from that of its cells",
        ),
        ({"cells": [{"cell_type": "code", "source": 7}, *map(code, SOLVED)]}, "has no readable source in cell 1"),
        (
            {"cells": [code("!pip install x"), *map(code, SOLVED), code("!ls")]},
            "has shell commands in cells 1 and 5 (such as '!pip install x'); they are not run",
        ),
        ({"cells": [code("%cd /content"), *map(code, SOLVED)]}, "has magics in cell 1 that do nothing"),
        ({"cells": [code("%run a.py"), *map(code, SOLVED)]}, "runs 'a.py', which was not handed in"),
    ],
    ids=lambda value: value.split(";")[0][:30] if isinstance(value, str) else "",
)
def test_what_can_be_healed_is_healed_and_said(read: Read, changes: dict[str, Any], says: str) -> None:
    submission = read(solved(**{"cells": [code(source) for source in SOLVED], **changes}))
    assert submission.problems == {}
    assert [note for note in submission.notes if says in note]
    assert all(note.startswith("'tiny.ipynb' ") and note.isprintable() for note in submission.notes)
    assert [source for source in run_code(submission) if source in SOLVED] == list(SOLVED)


def test_harmless_magics_are_left_out_without_a_word(read: Read) -> None:
    submission = read(notebook([code(f"%matplotlib inline\n{SOLVED[0]}"), code(f"%%time\n{SOLVED[1]}")]))
    assert submission.notes == ()
    assert run_code(submission) == [f"pass  # %matplotlib inline\n{SOLVED[0]}", f"\n{SOLVED[1]}"]


@pytest.mark.parametrize(
    "content, says",
    [
        (solved()[:-40], "'tiny.ipynb' ends in the middle (line 1, column "),
        (b'{"cells": [\n {"cell_type": "code" "x"}]}', "is damaged at line 2, column 23"),
        (b'{\n<<<<<<< HEAD\n "cells": []}', "has a merge conflict in line 2"),
        (b'{"cells": 3}', "is JSON, but not a notebook"),
        (b'{"cells": ' + b"[" * 100_000, "is not a notebook as Jupyter writes it"),
        (solved().decode().encode("utf-16"), "looks like UTF-16: save it as UTF-8"),
        (b'{"cells": "\xff"}', "is not UTF-8: byte 11 is wrong"),
        (solved(metadata={"kernelspec": {"name": "ir", "language": "R"}}), "is a notebook for 'R': hand in one for"),
        (solved(metadata={"language_info": {"name": "julia"}}), "is a notebook for 'julia'"),
        (notebook([code("x" * 100), code("y" * (1 << 20))]), "has 1,048,676 bytes of code: the limit is 1 MiB"),
    ],
    ids=lambda value: value[:24] if isinstance(value, str) else "",
)
def test_what_cannot_be_read_is_refused_in_one_sentence(read: Read, content: bytes, says: str) -> None:
    with pytest.raises(SubmissionError) as refused:
        read(content)
    assert says in str(refused.value)
    assert str(refused.value).endswith(".")
    assert str(refused.value).isprintable()


@pytest.mark.parametrize("kind", ["markdown", "raw"])
def test_code_in_a_cell_that_does_not_run_costs_its_task_and_the_cell_is_named(read: Read, kind: str) -> None:
    submission = read(notebook([text("# Mine"), code(SOLVED[0]), text(SOLVED[1], kind), code(SOLVED[2])]))
    assert list(submission.problems) == ["multi_layer_network"]
    assert submission.problems["multi_layer_network"] == (
        "'tiny.ipynb' does not define MultiLayerNetwork and train; cell 3 looks like it, "
        f"but it is a {kind} cell: make it a code cell."
    )


def test_a_task_that_no_cell_defines_is_missing(read: Read) -> None:
    submission = read(notebook([code(SOLVED[0]), code("analyze_gradient_flow(1)")]))
    assert sorted(submission.problems) == ["gradient_flow", "multi_layer_network"]
    sentence = "'tiny.ipynb' does not define analyze_gradient_flow: write it in a code cell."
    assert submission.problems["gradient_flow"] == sentence


def test_a_name_that_is_defined_twice_is_noted(read: Read) -> None:
    again = "def analyze_gradient_flow(networks):\n    return 7\n"
    submission = read(notebook([*map(code, SOLVED), code(again)]))
    assert submission.notes == (
        "analyze_gradient_flow is defined in cells 3 and 4 of 'tiny.ipynb': the last one counts.",
    )


@pytest.mark.parametrize(
    "source",
    [
        "if True:\n    def analyze_gradient_flow(networks):\n        return {}\n",
        "from my_helpers import other, analyze_gradient_flow\n",
        "import flow as analyze_gradient_flow\n",
        "x = 1; analyze_gradient_flow = print\n",
    ],
)
def test_a_definition_that_only_the_run_can_show_is_left_to_the_run(read: Read, source: str) -> None:
    submission = read(notebook([*map(code, SOLVED[:2]), code(source)]))
    assert submission.problems == {}
    assert submission.notebook is not None
    assert tuple(submission.notebook.modules) == MODULES


def test_outputs_of_any_size_and_kind_are_never_looked_at(read: Read) -> None:
    huge = {"output_type": "stream", "name": "stdout", "text": ["x" * (6 << 20)]}
    strange = {"output_type": "display_data", "data": {"text/html": {"a": [float("nan")]}}, "metadata": 3}
    submission = read(notebook([code(source, outputs=[huge, strange, 7]) for source in SOLVED[:2]] + [code(SOLVED[2])]))
    assert submission.problems == {}
    assert run_code(submission) == list(SOLVED)


def test_text_that_is_not_valid_unicode_is_made_so(read: Read) -> None:
    content = notebook([code(SOLVED[0] + "# ?")]).replace(b"# ?", b"# \\ud800 \\u202e")
    assert read(content).notebook is not None
    run_code(read(content))[0].encode()


def test_markdown_and_raw_cells_are_kept_for_the_report(read: Read) -> None:
    submission = read(notebook([text("# Mine"), code(SOLVED[0]), text("raw", "raw")]))
    assert submission.notebook is not None
    kinds: Mapping[int, str] = dict(enumerate(cell.kind for cell in submission.notebook.cells))
    assert kinds == {0: "markdown", 1: "code", 2: "raw"}
