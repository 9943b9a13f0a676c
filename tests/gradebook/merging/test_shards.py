"""Which part of a class a machine grades: every student is in exactly one, whoever else is there."""

import pytest

from grader.errors import UsageError
from grader.gradebook.shards import Shard

NAMES = [f"student-{number}" for number in range(600)]


@pytest.mark.parametrize("count", [1, 2, 3, 7, 50])
def test_every_student_is_in_exactly_one_shard_whatever_the_order_and_whoever_else_comes(count: int) -> None:
    shards = [Shard(number, count) for number in range(1, count + 1)]
    where = {name: [shard for shard in shards if shard.holds(name)] for name in NAMES}
    assert {len(found) for found in where.values()} == {1}
    fewer = NAMES[1::2][::-1]
    assert {name: [shard for shard in shards if shard.holds(name)] for name in fewer} == {
        name: where[name] for name in fewer
    }
    sizes = [sum(shard.holds(name) for name in NAMES) for shard in shards]
    assert min(sizes) > 0.25 * len(NAMES) / count, "and they are of about one size"


def test_the_split_is_the_same_in_every_version_of_the_grader() -> None:
    """Shards of one class may be graded on different days."""
    names = ("ann", "bo", "cy", "di", "ed", "flo", "Łukasz")
    assert [[name for name in names if Shard(number, 3).holds(name)] for number in (1, 2, 3)] == [
        ["cy", "di"],
        ["bo", "flo"],
        ["ann", "ed", "Łukasz"],
    ]


@pytest.mark.parametrize("text", ["", "3", "0/3", "4/3", "1/0", "-1/3", "1/3/3", "a/b", "1 / 3", "99999/99999", "²/3"])
def test_what_is_not_a_shard_is_refused_in_a_sentence(text: str) -> None:
    assert str(Shard.parse("2/3")) == "2/3", "the control"
    with pytest.raises(UsageError, match="is not a shard: write the second of five as 2/5"):
        Shard.parse(text)
