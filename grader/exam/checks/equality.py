"""Comparison of values that must be equal: words, counts, texts, sets, dicts, dates, and all other data. Trusted side.

As lenient as the contract: a list, a tuple and an array are equally good sequences, a set and a frozenset equally good
sets. All other kinds are distinguished. What a dict or a set should contain is shown at the level of values only.
"""

from collections.abc import Collection, Mapping
from collections.abc import Set as AbstractSet

import numpy as np

from grader.exam.checks.basic import CheckFailedError, items, wrong_kind
from grader.exam.checks.comparisons import Comparing, begin_check
from grader.exam.checks.message_count import CATEGORY_MESSAGES, SHAPE_MESSAGES, counts_messages
from grader.exam.checks.sparse import require_sparse
from grader.exam.checks.tables import EXACTLY, only, require_comparable, require_table
from grader.exam.checks.tolerance import ANALYTIC, Tolerance
from grader.exam.wording import content, kinds, sentences
from grader.exam.wording.content import IgnoredInText
from grader.host.describe import spell
from grader.host.proxy import Proxy
from grader.host.sparse import is_dict, is_sparse
from grader.host.tables import kind_of
from grader.model import FeedbackLevel, Finding
from grader.wire.figures import Figure
from grader.wire.packing import pack
from grader.wire.records import DataObject, EnumMember, NamedTuple
from grader.wire.unpacking import unpack
from grader.wire.values import Handle, Recording, Value


def equal(actual: object, expected: object, what: str) -> None:
    """Compares data of any kind, which must be equal: words, counts, lists, arrays, sets, dicts, dates, enum members.

    An object of the student's is compared with another one of theirs by its own `==`, and with an object of a data
    class of the reference by its fields.
    """
    __tracebackhide__ = True
    begin_check(what)
    with Comparing(what, actual, expected):
        require_equal(actual, expected, what)


def text(actual: object, expected: str, what: str, ignore: Collection[str] = ()) -> None:
    """Compares texts; `ignore` may contain "case" and "spaces", which includes indentation and blank lines."""
    __tracebackhide__ = True
    if odd := sorted({*ignore} - set(IgnoredInText)):
        raise ValueError(
            f"ignore={odd[0]!r} is nothing that a text can be compared without: give {', '.join(IgnoredInText)}"
        )
    begin_check(what)
    with Comparing(what, actual, expected):
        _require_text(actual, expected, what, ignore)


def frame(
    actual: object,
    expected: object,
    what: str,
    tolerance: Tolerance = ANALYTIC,
    ignore: Collection[str] = (),
    columns: Collection[str] = (),
) -> None:
    """Compares a DataFrame, Series or index of pandas with the reference's: columns, rows, dtypes, index, values.

    `ignore` may contain "row order", "column order", "index" and "dtypes". If some `columns` are named, all others
    are ignored.
    """
    __tracebackhide__ = True
    require_comparable(expected, ignore, columns)
    begin_check(what)
    wanted = only(expected, columns)
    with Comparing(what, actual, wanted):
        require_table(actual, as_received(wanted), what, tolerance, _equals, ignore, columns)


def is_same_table(actual: object, expected: object, tolerance: Tolerance) -> bool:
    """Whether a table equals the expected one in every respect."""
    try:
        require_table(actual, as_received(expected), "it", tolerance, _equals)
    except CheckFailedError:
        return False
    return True


def require_equal(actual: object, expected: object, what: str) -> None:
    """The same comparison as part of another."""
    __tracebackhide__ = True
    _require(actual, as_received(expected), what)


def as_received(expected: object) -> object:
    """The expected value as it would arrive from a guest, so that both have the same kinds.

    Raises:
        TypeError: It contains something that cannot arrive.
    """
    kept: list[Proxy] = []

    def opaque(thing: object, note: str) -> Value:
        if not isinstance(thing, Proxy):
            raise TypeError(f"check.equal cannot compare with {type(thing).__name__} {note}".strip())
        kept.append(thing)
        return Handle(len(kept) - 1, "")

    def opened(value: Handle | Recording | Figure) -> object:
        return kept[value.id] if isinstance(value, Handle) else value

    return unpack(pack(expected, opaque, records=True), opened)


def _require(actual: object, expected: object, what: str) -> None:  # noqa: C901 # one case for each kind of value
    __tracebackhide__ = True
    match kinds.plain(expected) if not isinstance(expected, np.void) else expected:
        case table if kind_of(table):
            require_table(actual, table, what, EXACTLY, _equals)
        case matrix if is_sparse(matrix):
            require_sparse(actual, matrix, what, EXACTLY)
        case Proxy() as theirs:
            _require_by_itself(actual, theirs, what)
        case dict() as entries:
            _require_dict(actual, entries, what)
        case (set() | frozenset()) as entries:
            _require_set(actual, entries, what)
        case EnumMember() as member:
            _require_scalar(_looked_at(actual), member, what)
        case (DataObject() | NamedTuple() | np.void()) as record:
            _require_record(_looked_at(actual), record, what)
        case np.ndarray(dtype=dtype) as table if dtype.names:
            _require_table(actual, table, what)
        case (list() | tuple() | np.ndarray()) as several:
            for index, (mine, theirs) in enumerate(zip(items(actual, len(several), what), several, strict=True)):
                _require(mine, theirs, f"{what}[{index}]")
        case str() as words:
            _require_text(actual, words, what, ())
        case one:
            _require_scalar(actual, one, what)


def _equals(actual: object, expected: object) -> bool:
    """Whether two entries of tables are equal."""
    if type(actual) is type(expected) is str:
        return actual == expected
    try:
        _require(actual, expected, "it")
    except CheckFailedError:
        return False
    return True


@counts_messages(CATEGORY_MESSAGES, SHAPE_MESSAGES)
def _require_scalar(actual: object, expected: object, what: str) -> None:
    __tracebackhide__ = True
    if not kinds.agrees(actual, expected):
        raise wrong_kind(what, sentences.wanted(expected), actual)
    if not kinds.same(actual, expected):
        raise _different(what, expected, actual)


@counts_messages(CATEGORY_MESSAGES, SHAPE_MESSAGES)
def _require_text(actual: object, expected: str, what: str, ignore: Collection[str]) -> None:
    __tracebackhide__ = True
    mine = kinds.plain(actual)
    if not isinstance(mine, str):
        raise wrong_kind(what, sentences.wanted(expected), actual)
    if content.normal(mine, ignore) != content.normal(expected, ignore):
        said = Finding(FeedbackLevel.CATEGORY, f"{sentences.subject(what)} is {sentences.wrong_one(expected)}.")
        raise CheckFailedError(said, *content.of_texts(mine, expected, ignore), expected=spell(expected))


@counts_messages(CATEGORY_MESSAGES, SHAPE_MESSAGES)
def _require_set(actual: object, expected: AbstractSet[object], what: str) -> None:
    __tracebackhide__ = True
    if not isinstance(actual, set | frozenset):
        raise wrong_kind(what, "a set", actual)
    if actual != expected:
        said = Finding(FeedbackLevel.CATEGORY, f"{sentences.subject(what)} is not the right set.")
        raise CheckFailedError(said, *content.of_sets(actual, expected), expected=spell(expected))


@counts_messages(CATEGORY_MESSAGES, SHAPE_MESSAGES)
def _require_dict(actual: object, expected: Mapping[object, object], what: str) -> None:
    __tracebackhide__ = True
    if not isinstance(actual, dict) or not is_dict(actual):
        raise wrong_kind(what, "a dict", actual)
    said = Finding(FeedbackLevel.CATEGORY, f"{sentences.subject(what)} is not the right dict.")
    if actual.keys() != expected.keys():
        findings = content.of_sets(actual.keys(), expected.keys(), " among the keys")
        raise CheckFailedError(said, *findings, expected=spell(expected))
    for key, theirs in expected.items():
        try:
            _require(actual[key], theirs, f"its entry {spell(key)}")
        except CheckFailedError as error:
            inner = " ".join(part.text for part in error.findings)
            raise CheckFailedError(
                said,
                Finding(FeedbackLevel.SHAPE, content.VALUES_DIFFER),
                Finding(FeedbackLevel.VALUES, inner),
                expected=spell(expected),
            ) from None


@counts_messages(CATEGORY_MESSAGES, SHAPE_MESSAGES)
def _require_record(actual: object, expected: DataObject | NamedTuple | np.void, what: str) -> None:
    __tracebackhide__ = True
    mine, theirs = kinds.parts_of(actual), kinds.parts_of(expected)
    if type(actual) is not type(expected) or mine.keys() != theirs.keys():
        raise wrong_kind(what, sentences.wanted(expected), actual)
    for name, each in theirs.items():
        _require(mine[name], each, f"{what}.{name}")


def _looked_at(actual: object) -> object:
    """An object of the student's as data, if it consists of its fields; its methods do not matter."""
    return Proxy.fetch_value(actual) if isinstance(actual, Proxy) else actual


def _require_table(actual: object, expected: "np.ndarray", what: str) -> None:
    __tracebackhide__ = True
    names = expected.dtype.names or ()
    if not isinstance(actual, np.ndarray) or actual.dtype.names != names or actual.shape != expected.shape:
        raise wrong_kind(what, f"a structured array of {len(expected)} rows with {', '.join(names)}", actual)
    for name in names:
        _require(actual[name], expected[name], f"{what}[{name!r}]")


@counts_messages(1, 1)
def _require_by_itself(actual: object, expected: Proxy, what: str) -> None:
    __tracebackhide__ = True
    if not kinds.holds(actual == expected):
        sentence = f"{sentences.subject(what)} is not equal, by its own `==`, to what was expected."
        raise CheckFailedError(Finding(FeedbackLevel.CATEGORY, sentence))


def _different(what: str, expected: object, actual: object) -> CheckFailedError:
    return CheckFailedError(
        Finding(FeedbackLevel.CATEGORY, f"{sentences.subject(what)} is {sentences.wrong_one(expected)}."),
        Finding(FeedbackLevel.VALUES, f"It is {spell(actual)}, but {spell(expected)} was expected."),
        expected=spell(expected),
    )
