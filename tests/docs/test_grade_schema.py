"""docs/grade.schema.json is what the model says, and what graders of other systems may rely on."""

import re
from pathlib import Path

import msgspec

from grader.model import SCHEMA, Grade

FILE = Path(__file__).resolve().parents[2] / "docs" / "grade.schema.json"
PROMISED = {
    "Grade": {"schema", "assignment", "submission", "digest", "isolation", "score", "max_score", "tasks", "notes"},
    "TaskResult": {"id", "title", "score", "max_score", "tests"},
    "TestResult": {"name", "outcome", "ending", "score", "max_score", "message", "misconception"},
    "Misconception": {"id", "title", "hint"},
}


ONLY_IN_REPORTS = ("ExecutedNotebook", "ExecutedCell", "CellOutput", "OutputKind", "CellKind")


NAMES_IN_SCHEMA_1 = {
    "CallStatus": "Ending",
    "FeedbackLevel": "Budget",
    "Finding": "Part",
    "call_status": "ending",
    "return_kind": "came_back",
}
"""What the model calls by another name since: a schema keeps its names for as long as it has its number."""


def schema() -> bytes:
    whole = msgspec.json.schema(Grade)
    del whole["$defs"]["Grade"]["properties"]["executed"]
    for name in ONLY_IN_REPORTS:
        del whole["$defs"][name]
    text = msgspec.json.encode(whole).decode()
    for name, kept in NAMES_IN_SCHEMA_1.items():
        text = re.sub(rf'(?<=["/ ]){name}(?=[":])', kept, text)
    return msgspec.json.format(text, indent=2).encode() + b"\n"


def test_the_schema_is_up_to_date() -> None:
    command = "uv run python -m tests.docs.test_grade_schema"
    assert FILE.read_bytes() == schema(), f"regenerate it with: {command}"


def test_the_schema_holds_every_field_that_others_rely_on() -> None:
    definitions = msgspec.json.decode(FILE.read_bytes())["$defs"]
    for name, fields in PROMISED.items():
        assert fields <= definitions[name]["properties"].keys()
    assert definitions["Grade"]["properties"]["schema"]["default"] == SCHEMA


if __name__ == "__main__":
    FILE.write_bytes(schema())
