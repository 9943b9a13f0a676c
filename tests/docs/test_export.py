"""docs/export.md: its table is what the list of gradebooks says."""

from pathlib import Path

from grader.gradebook.export.formats import GRADEBOOKS

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "export.md").read_text("utf-8")


def table() -> str:
    """A column for each, a row for each thing that is told of it."""
    rows = [
        ("", *(each.title for each in GRADEBOOKS.built_in)),
        ("---",) * (len(GRADEBOOKS.built_in) + 1),
        ("`--format`", *(f"`{each.name}`" for each in GRADEBOOKS.built_in)),
        ("template", *(each.template or "none" for each in GRADEBOOKS.built_in)),
        ("upload", *(each.upload for each in GRADEBOOKS.built_in)),
        ("filled", *(each.filled for each in GRADEBOOKS.built_in)),
    ]
    return "\n".join("|" + "|".join(f" {cell} " if cell else " " for cell in row) + "|" for row in rows)


def test_the_table_is_that_of_the_list() -> None:
    assert table().replace("| --- ", "|---").replace("--- |", "---|") in PAGE
