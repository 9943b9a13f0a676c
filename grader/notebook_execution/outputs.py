"""The output that a kernel reports -> data that may be shown: plain text and PNG, each capped. Trusted side.

A student's markup does not pass: if an output has several forms, the plain text or a picture is used.
"""

import base64
import binascii
import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from typing import Any

from grader.model import CellOutput, OutputKind

MAX_OUTPUTS = 20
MAX_CHARACTERS = 8_000
MAX_PNG_BYTES = 256 << 10
_ANSI = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)?|[@-Z\\-_])")
# Text that differs from run to run, or reveals something about this machine.
_ADDRESS = re.compile(r"\b0x[0-9a-fA-F]{6,16}\b")
_CELL_FILE = re.compile(r"\S*ipykernel_\d+/\d+\.py")
_PACKAGES = re.compile(r"(?:/[\w.+-]+)+/(?:site-packages|python3\.\d+)/")


def shown(outputs: Iterable[object], scratch: str) -> tuple[CellOutput, ...]:
    """The outputs of one cell; `scratch` is the directory that must not appear in its paths."""
    told = _with_whole_streams(each for each in outputs if isinstance(each, Mapping))
    found = [output for each in told for output in _output(each, scratch)]
    if len(found) <= MAX_OUTPUTS:
        return tuple(found)
    more = CellOutput(OutputKind.OMITTED, f"{len(found) - MAX_OUTPUTS} more outputs")
    return (*found[:MAX_OUTPUTS], more)


def _with_whole_streams(outputs: Iterable[Mapping[Any, Any]]) -> Iterator[Mapping[Any, Any]]:
    """The outputs, with consecutive stream outputs joined, stdout before stderr.

    A kernel splits its streams by time, and which of the two it sends first is random; both come before a picture.
    """
    for is_stream, group in groupby(outputs, lambda output: output.get("output_type") == "stream"):
        if not is_stream:
            yield from group
            continue
        pieces: dict[str, list[str]] = {"stdout": [], "stderr": []}
        for each in group:
            pieces["stderr" if each.get("name") == "stderr" else "stdout"].append(_joined(each.get("text")))
        texts = {name: "".join(told) for name, told in pieces.items()}
        yield from ({"output_type": "stream", "name": name, "text": text} for name, text in texts.items() if text)


def _output(output: Mapping[Any, Any], scratch: str) -> Iterator[CellOutput]:
    match output.get("output_type"):
        case "stream":
            yield _text(OutputKind.TEXT, _joined(output.get("text")), scratch)
        case "error":
            words = f"{_joined(output.get('ename'))}: {_joined(output.get('evalue'))}"
            yield _text(OutputKind.ERROR, words, scratch)
        case "execute_result" | "display_data":
            data = output.get("data")
            yield _data(data if isinstance(data, Mapping) else {}, scratch)
        case _:
            return


def _data(data: Mapping[Any, Any], scratch: str) -> CellOutput:
    png = _png(_joined(data.get("image/png")))
    if png:
        return CellOutput(OutputKind.PICTURE, png=png)
    if "text/plain" in data:
        return _text(OutputKind.TEXT, _joined(data["text/plain"]), scratch)
    kinds = ", ".join(sorted(str(kind)[:40] for kind in data)[:3])
    return CellOutput(OutputKind.OMITTED, f"an output that is not shown ({kinds})" if kinds else "an empty output")


def _text(kind: OutputKind, text: str, scratch: str) -> CellOutput:
    text = _ANSI.sub("", text[: 2 * MAX_CHARACTERS]).replace(scratch, ".")
    text = _PACKAGES.sub("", _CELL_FILE.sub("this cell", _ADDRESS.sub("0x...", text)))
    # A carriage return goes back to the beginning of the line, as progress bars do: the rest is shown.
    lines = (line.rsplit("\r", 1)[-1] for line in text.replace("\r\n", "\n").split("\n"))
    return CellOutput(kind, "\n".join(lines)[:MAX_CHARACTERS].encode("utf-8", "replace").decode())


def _png(encoded: str) -> bytes:
    if not encoded or len(encoded) > 2 * MAX_PNG_BYTES:
        return b""
    try:
        png = base64.b64decode(encoded)
    except (binascii.Error, ValueError):
        return b""
    return png if png.startswith(b"\x89PNG\r\n\x1a\n") and len(png) <= MAX_PNG_BYTES else b""


def _joined(text: object) -> str:
    if isinstance(text, list):
        return "".join(part for part in text if isinstance(part, str))
    return text if isinstance(text, str) else ""
