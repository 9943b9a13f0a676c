"""`check.frame` takes a table that is right, whatever makes no difference, and says of another what differs first."""

from collections.abc import Collection

import pandas as pd
import pytest

from grader.exam import check, unchanged
from grader.exam.checks.check import CheckFailedError
from grader.exam.wording import content, relation, tables
from grader.model import FeedbackLevel

TABLE = pd.DataFrame({"town": ["Ulm", "Rom", "Bonn"], "people": [3, 1, 2], "rain": [0.5, float("nan"), 0.25]})
OTHER_WIDTHS = TABLE.astype({"town": object, "people": "Int32", "rain": "float32"})
ORDER = "The right order of the columns: 'town', 'people', 'rain'."
FIRST_TOWN = "Row 0, counted from 0, labelled 0, has 'Bonn' in column 'town', but 'Ulm' was expected."
FIRST_LABEL = "Row 0, counted from 0, is labelled 1, but 0 was expected."
RIGHT_CATEGORIES = "The right categories, in their order: 'Jan', 'Feb', 'Mar'."
FIRST_RAIN = "Row 1, counted from 0, labelled 1, has 0.0 in column 'rain', but nan was expected."


def said(actual: object, expected: object, level: FeedbackLevel, ignore: Collection[str] = ()) -> str:
    with pytest.raises(CheckFailedError) as caught:
        check.frame(actual, expected, "the table", ignore=ignore)
    return " ".join(part.text for part in caught.value.findings if part.level is level)


def test_what_makes_no_difference_is_right() -> None:
    check.frame(TABLE.copy(), TABLE, "the table")
    check.equal(TABLE.copy(), TABLE, "the table")
    check.close(TABLE.assign(rain=TABLE["rain"] * (1 + 1e-14)), TABLE, "the table")
    check.frame(OTHER_WIDTHS, TABLE, "the table")
    check.frame(TABLE.assign(rain=[1, 2, 3]), TABLE.assign(rain=[1.0, 2.0, 3.0]), "the table")


@pytest.mark.parametrize(
    ("wrong", "shape", "values"),
    [
        (TABLE.drop(columns="rain"), content.MISSING, "What is missing among the columns: 'rain'."),
        (TABLE.rename(columns={"rain": "Rain"}), content.BOTH, "What is missing among the columns: 'rain'."),
        (TABLE[["people", "town", "rain"]], tables.COLUMNS_IN_ANOTHER_ORDER, ORDER),
        (TABLE.iloc[:2], tables.TOO_FEW_ROWS, "It has 2, but 3 were expected."),
        (pd.concat([TABLE, TABLE]), tables.TOO_MANY_ROWS, "It has 6, but 3 were expected."),
        (TABLE.astype({"people": float}), tables.DTYPES_DIFFER, "It should hold whole numbers."),
        (TABLE.iloc[[2, 0, 1]], tables.ROWS_IN_ANOTHER_ORDER, FIRST_TOWN),
        (TABLE.set_index(pd.Index([1, 2, 3])), tables.INDEX_DIFFERS, FIRST_LABEL),
        (TABLE.rename_axis("n"), tables.NAMES_DIFFER, "It is 'n', but None was expected."),
        (TABLE.fillna(0.0), tables.VALUES_DIFFER, FIRST_RAIN),
    ],
)  # fmt: skip
def test_what_differs_first_is_told_and_no_value_below_their_level(wrong: object, shape: str, values: str) -> None:
    assert said(wrong, TABLE, FeedbackLevel.SHAPE) == shape
    assert said(wrong, TABLE, FeedbackLevel.VALUES) == values
    assert said(wrong, TABLE, FeedbackLevel.CATEGORY) == "The table is not the right table."
    assert shape in tables.SENTENCES


def test_an_order_an_index_and_dtypes_may_be_passed_over() -> None:
    shuffled = TABLE.iloc[[2, 0, 1]].reset_index(drop=True)
    check.frame(shuffled, TABLE, "the table", ignore=("row order", "index"))
    check.frame(TABLE[["rain", "town", "people"]], TABLE, "the table", ignore=["column order"])
    check.frame(TABLE.astype({"people": float}), TABLE, "the table", ignore=["dtypes"])
    assert said(shuffled, TABLE, FeedbackLevel.SHAPE, ["column order", "dtypes"])
    with pytest.raises(ValueError, match="ignore='order' is nothing"):
        check.frame(TABLE, TABLE, "the table", ignore=["order"])


MONTHS = pd.Series(["Jan", "Feb"], name="month")
ORDERED = MONTHS.astype(pd.CategoricalDtype(["Jan", "Feb", "Mar"], ordered=True)).to_frame()


@pytest.mark.parametrize(
    ("kind", "shape", "values"),
    [
        (pd.CategoricalDtype(["Jan", "Feb", "Mar"]), tables.DTYPES_DIFFER, "It should hold ordered categories."),
        (pd.CategoricalDtype(["Feb", "Jan", "Mar"], ordered=True), tables.CATEGORIES_DIFFER, RIGHT_CATEGORIES),
        (pd.CategoricalDtype(["Jan", "Feb"], ordered=True), tables.CATEGORIES_DIFFER, RIGHT_CATEGORIES),
    ],
)  # fmt: skip
def test_the_order_of_categories_is_part_of_them(kind: object, shape: str, values: str) -> None:
    wrong = MONTHS.astype(kind).to_frame()
    assert said(wrong, ORDERED, FeedbackLevel.SHAPE) == shape
    assert said(wrong, ORDERED, FeedbackLevel.VALUES) == values
    check.frame(wrong, ORDERED, "the table", ignore=["dtypes"])


def test_categories_in_an_order_are_as_good_as_those_without_one() -> None:
    check.frame(ORDERED.copy(), ORDERED, "the table")
    check.frame(ORDERED, MONTHS.astype("category").to_frame(), "the table")


def test_a_comparison_may_keep_to_some_columns() -> None:
    more = TABLE.assign(rain=0.0, mayor="?")[["mayor", "rain", "people", "town"]]
    check.frame(more, TABLE, "the table", columns=["people"])
    check.frame(more, TABLE, "the table", ignore=["column order"], columns=("town", "people"))
    with pytest.raises(CheckFailedError):
        check.frame(more, TABLE, "the table", columns=("town", "rain"))
    with pytest.raises(CheckFailedError):
        check.frame(more.drop(columns="people"), TABLE, "the table", columns=["people"])
    with pytest.raises(ValueError, match="columns='mayor' is no column of the table"):
        check.frame(more, TABLE, "the table", columns="mayor")


def test_tables_that_a_call_was_given_are_unchanged_or_not() -> None:
    unchanged([TABLE.copy()], [TABLE], "the tables")
    for changed in (TABLE.assign(rain=0.0), TABLE.iloc[::-1], None):
        with pytest.raises(CheckFailedError, match=r"the tables\[0\] was changed by the call"):
            unchanged([changed], [TABLE], "the tables")


def test_series_and_indexes_are_compared_too() -> None:
    rain = TABLE.set_index("town")["rain"]
    check.frame(rain.copy(), rain, "the rain")
    assert said(rain.rename("x"), rain, FeedbackLevel.SHAPE) == content.BOTH
    check.frame(pd.Index(["a"]), pd.Index(["a"]), "the index")
    both = TABLE.set_index(["town", "people"])
    check.frame(both.copy(), both, "the table")
    assert said(both.rename(index={"Ulm": "Wien"}), both, FeedbackLevel.SHAPE) == tables.INDEX_DIFFERS


@pytest.mark.parametrize("wrong", [None, {"town": ["Ulm"]}, [1, 2], TABLE["rain"], "DataFrame"])
def test_anything_else_is_not_a_table(wrong: object) -> None:
    assert said(wrong, TABLE, FeedbackLevel.CATEGORY).startswith("The table should be a DataFrame.")


def test_to_compare_with_what_is_not_a_table_is_the_authors_mistake() -> None:
    with pytest.raises(TypeError, match=r"check\.frame compares with"):
        check.frame(TABLE, [1], "the table")


def test_there_are_few_sentences_for_a_student_to_choose_from() -> None:
    assert len(tables.SENTENCES) + len(relation.SENTENCES) < 48
