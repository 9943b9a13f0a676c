"""Charts put numbers where they belong, leave gaps where a scale has no place, and have their table behind them."""

import math

import pytest

from grader.model import Profile
from grader.report.charts import BOTTOM, HEIGHT, TOP, histogram, profile_chart
from grader.report.render import render_report
from tests.support.markup import read
from tests.support.sample_grades import grade_full_of, grade_of_one


def profile(*actual: float, expected: tuple[float, ...] = ()) -> Profile:
    return Profile(what="size", per="layer", actual=actual, expected=expected)


def test_powers_of_ten_are_equally_far_apart_and_the_largest_is_highest() -> None:
    chart = profile_chart(profile(0.01, 0.1, 1.0))
    assert chart is not None
    ((points,),) = (line.stretches for line in chart.series)
    assert [point.y for point in points] == [HEIGHT - BOTTOM, (HEIGHT - BOTTOM + TOP) / 2, TOP]
    assert [tick.text for tick in chart.y_ticks] == ["-2", "-1", "0"]
    assert chart.rows == (("1", "0.01"), ("2", "0.1"), ("3", "1"))


def test_a_value_without_a_logarithm_is_a_gap_in_the_curve_and_listed_in_the_table() -> None:
    chart = profile_chart(profile(1.0, 0.0, 2.0, math.nan, math.inf, -1.0, 3.0))
    assert chart is not None
    assert [len(stretch) for stretch in chart.series[0].stretches] == [1, 1, 1]
    assert [row[1] for row in chart.rows] == ["1", "0", "2", "nan", "inf", "-1", "3"]
    assert chart.gaps


def test_the_reference_is_drawn_only_where_it_is_there() -> None:
    alone, both = profile_chart(profile(1.0, 2.0)), profile_chart(profile(1.0, 2.0, expected=(1.0, 3.0, 4.0)))
    assert alone is not None
    assert both is not None
    assert [line.name for line in alone.series] == ["yours"]
    assert [line.name for line in both.series] == ["yours", "reference"]
    assert both.rows[2] == ("3", "", "4")


@pytest.mark.parametrize("values", [(), (0.0, 0.0), (math.nan,), (-1.0, -2.0)])
def test_nothing_to_draw_is_not_drawn(values: tuple[float, ...]) -> None:
    assert profile_chart(profile(*values)) is None


@pytest.mark.parametrize("values", [(1e-300, 1e300), (5e-324, 1.0), (1.0, 1.0), (7.0,)])
def test_any_range_fits(values: tuple[float, ...]) -> None:
    chart = profile_chart(profile(*values))
    assert chart is not None
    assert len(chart.y_ticks) <= 8
    assert all(TOP <= point.y <= HEIGHT - BOTTOM for line in chart.series for part in line.stretches for point in part)


def test_shares_are_counted_in_tenths_and_full_marks_belong_to_the_last() -> None:
    bars = histogram([0.0, 0.0999, 0.1, 0.3, 0.95, 1.0, 1.0], []).bars
    assert [bar.count for bar in bars] == [2, 1, 0, 1, 0, 0, 0, 0, 0, 3]


@pytest.mark.parametrize("count, ticks", [(2, "0 1 2 3 4"), (37, "0 10 20 30 40"), (336, "0 100 200 300 400")])
def test_the_counts_beside_a_histogram_are_round(count: int, ticks: str) -> None:
    assert [tick.text for tick in histogram([0.5] * count, []).y_ticks] == ticks.split()


def test_a_chart_says_in_words_what_it_shows() -> None:
    page = render_report(grade_of_one(grade_full_of("plain").tasks[0].tests[0]))
    seen = " ".join(read(page).text.split())
    assert "plain, yours (circles) reference (diamonds, dashed)" in seen
    assert "Powers of ten upwards, plain 1 to 3 to the right" in seen
    assert "have no place on a logarithmic scale" in seen
