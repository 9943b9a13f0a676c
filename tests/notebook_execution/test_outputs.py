"""What a kernel may say it put out, and what of that is shown: text without codes or paths, PNG, and nothing else."""

import base64

import pytest

from grader.model import CellOutput, OutputKind
from grader.notebook_execution.outputs import MAX_CHARACTERS, MAX_OUTPUTS, shown

PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 20


def data(**kinds: object) -> dict[str, object]:
    return {"output_type": "display_data", "data": {name.replace("_", "/"): value for name, value in kinds.items()}}


def texts(*outputs: object) -> list[str]:
    return [output.text for output in shown(outputs, "/scratch/work")]


def test_a_picture_is_taken_before_text_and_text_before_markup() -> None:
    encoded = base64.b64encode(PNG).decode()
    both = data(text_plain="<Figure>", image_png=encoded, text_html="<b>x</b>")
    assert shown([both], "/x") == (CellOutput(OutputKind.PICTURE, png=PNG),)
    assert texts(data(text_plain="plain", text_html="<b>x</b>")) == ["plain"]


@pytest.mark.parametrize(
    "kinds",
    [
        {"text_html": "<script>alert(1)</script>"},
        {"application_javascript": "alert(1)"},
        {"image_svg+xml": "<svg onload=alert(1)>"},
        {"image_png": "bm90IGEgcG5n"},
        {"image_png": "?" * 9},
        {"image_png": base64.b64encode(PNG + b"0" * (1 << 19)).decode()},
    ],
)
def test_markup_and_what_is_not_a_small_png_is_only_named(kinds: dict[str, str]) -> None:
    (output,) = shown([data(**kinds)], "/x")
    assert (output.kind, output.png) == (OutputKind.OMITTED, b"")
    assert not any(value in output.text for value in kinds.values())


@pytest.mark.parametrize(
    "text, expected",
    [
        ("\x1b[31mred\x1b[0m \x1b]8;;http://x\x07link", "red link"),
        ("10%\r50%\r100%\ndone", "100%\ndone"),
        ("<object at 0x7f0123456789>", "<object at 0x...>"),
        ("/scratch/work/log.txt", "./log.txt"),
        ("/x/ipykernel_12/3456.py:3: UserWarning", "this cell:3: UserWarning"),
        ("/home/x/lib/python3.11/site-packages/numpy/core.py", "numpy/core.py"),
        ("x" * 20_000, "x" * MAX_CHARACTERS),
        ("\ud800", "?"),
    ],
)
def test_text_loses_codes_addresses_and_paths(text: str, expected: str) -> None:
    assert texts({"output_type": "stream", "text": text}) == [expected]


def stream(name: str, text: str) -> dict[str, object]:
    return {"output_type": "stream", "name": name, "text": text}


@pytest.mark.parametrize(
    "outputs",
    [
        [stream("stdout", "1\n2\n"), stream("stderr", "careful\n"), data(text_plain="figure"), stream("stdout", "3\n")],
        [stream("stderr", "care"), stream("stdout", "1\n"), stream("stdout", "2\n"), stream("stderr", "ful\n"),
         data(text_plain="figure"), stream("stdout", "3"), stream("stdout", "\n")],
    ],
    ids=["whole", "cut by the clock"],
)  # fmt: skip
def test_where_a_kernel_cuts_its_streams_is_not_seen(outputs: list[object]) -> None:
    assert texts(*outputs) == ["1\n2\n", "careful\n", "figure", "3\n"]


def test_an_error_is_its_name_and_message_without_a_traceback() -> None:
    error = {"output_type": "error", "ename": "ValueError", "evalue": "no", "traceback": ["/root/secret.py"]}
    assert shown([error], "/x") == (CellOutput(OutputKind.ERROR, "ValueError: no"),)


def test_the_first_of_many_outputs_are_shown() -> None:
    outputs = [data(text_plain=str(number)) for number in range(100)]
    assert texts(*outputs)[-2:] == [str(MAX_OUTPUTS - 1), f"{100 - MAX_OUTPUTS} more outputs"]


@pytest.mark.parametrize("output", [None, 7, {}, {"output_type": "display_data", "data": 3}, {"output_type": "x"}])
def test_what_is_not_an_output_does_no_harm(output: object) -> None:
    assert all(each.kind is OutputKind.OMITTED for each in shown([output], "/x"))
