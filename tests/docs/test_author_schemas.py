"""The JSON Schemas of what authors write, docs/*.schema.json, are what the decoder takes, for an author's editor."""

import re
from pathlib import Path

import msgspec
import pytest
from jsonschema import Draft202012Validator  # type: ignore[import-untyped] # it has no types

from grader.assignment import MANIFEST, Manifest
from grader.assignment.course_file import CourseFile
from grader.exam.diagnosis.misconceptions import MisconceptionFile
from grader.handout.scaffold import Scaffold

ROOT = Path(__file__).resolve().parents[2]
TYPES: dict[str, type] = {"assignment": Manifest, "course": CourseFile, "misconception": MisconceptionFile}


def file_of(name: str) -> Path:
    return ROOT / "docs" / f"{name}.schema.json"


def schema(name: str) -> bytes:
    return msgspec.json.format(msgspec.json.encode(msgspec.json.schema(TYPES[name])), indent=2) + b"\n"


def texts(name: str) -> dict[str, str]:
    """The bundled files of this kind, and those of a new assignment; of the course file, that of its page."""
    if name == "course":
        (shown,) = re.findall(
            r"```toml\n# course\.toml\n(.+?)```", (ROOT / "docs" / "gradebook.md").read_text(), re.DOTALL
        )
        return {"docs/gradebook.md": shown}
    pattern = f"assignments/*/{MANIFEST}" if name == "assignment" else "solutions/*/misconceptions/*.toml"
    bundled = {str(path.relative_to(ROOT)): path.read_text("utf-8") for path in ROOT.glob(pattern)}
    new = {path: text.decode() for path, text in Scaffold("slug", "Title").files().items() if Path(path).match(pattern)}
    assert bundled
    assert new
    return {**bundled, **new}


@pytest.mark.parametrize("name", TYPES)
def test_the_schema_is_up_to_date(name: str) -> None:
    command = "uv run python -m tests.docs.test_author_schemas"
    assert file_of(name).read_bytes() == schema(name), f"regenerate it with: {command}"


@pytest.mark.parametrize("name", TYPES)
def test_an_editor_takes_what_the_decoder_takes(name: str) -> None:
    validator = Draft202012Validator(msgspec.json.decode(file_of(name).read_bytes()))
    for path, text in texts(name).items():
        told = msgspec.to_builtins(msgspec.toml.decode(text))  # for which a time is a text, as in an editor
        assert [error.message for error in validator.iter_errors(told)] == [], path


BROKEN = {
    "assignment": ('points = "ten"', "pionts = 10", "feedback = 'everything'", "program = 1"),
    "course": ("due = 2026-12-01T12:00:00Z", "percent = 'ten'", "per = 'week'", "extra_days = 3"),
    "misconception": ("task = 1", "titel = 'x'", "follow_through = 'yes'", "edits = 'x'"),
}


@pytest.mark.parametrize(("name", "line"), [(name, line) for name, lines in BROKEN.items() for line in lines])
def test_both_refuse_the_same(name: str, line: str) -> None:
    whole = msgspec.toml.decode(next(iter(texts(name).values())))
    broken = msgspec.toml.decode(line)
    target = {"assignment": lambda: whole["tasks"][0], "course": lambda: whole["late"]}.get(name, lambda: whole)()
    target.update(broken)
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert(whole, TYPES[name])
    validator = Draft202012Validator(msgspec.json.decode(file_of(name).read_bytes()))
    assert not validator.is_valid(whole)


if __name__ == "__main__":
    for each in TYPES:
        file_of(each).write_bytes(schema(each))
