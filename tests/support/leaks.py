"""Finds numbers of a hidden test in what a student gets, in any usual format.

Inputs and expected values are recorded inside the exam, on the trusted side, while it grades: what goes over the wire
to student code and comes back, and what the checks compare with.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from math import isfinite
from typing import Any

import numpy as np
import pytest

from grader.exam.checks import closeness
from grader.exam.running.item_runner import ItemRunner
from grader.exam.running.marks import feedback_level_of
from grader.host.guest import Guest
from grader.model import FeedbackLevel
from grader.wire.messages import Call, ProxyRequest
from grader.wire.unpacking import unpack

NUMBER = re.compile(r"(?<![\w.])(?:\d+\.\d+(?:e[-+]?\d+)?|\d+e[-+]?\d+|\d{4,})(?!\w|\.\d)", re.IGNORECASE)
MIN_DIGITS = 3
"""A number with two digits is a point, a percentage or a threshold, and tells nothing of a float64."""
GEOMETRY = r'\b(?:d|points|x|y|[xy][12]|c[xy]|r|d[xy]|width|height|viewBox|transform|style)="[^"]*"'
NOISE = re.compile(rf"[0-9a-f]{{32,}}|data:[^\"')]*|<style>.*?</style>|{GEOMETRY}", re.DOTALL)
"""Digests, pictures, the stylesheet, and where the page draws something: none of it is read as a number."""


class Secrets:
    """The numbers of hidden tests that the feedback may not show, and those that it may."""

    def __init__(self) -> None:
        self.hidden: set[float] = set()
        self.shown: set[float] = set()
        self._budget = FeedbackLevel.NOTHING
        self._calls = 0

    def note(self, value: object, allowed_from: FeedbackLevel) -> None:
        """Notes every float in a value, as one that may be shown if the running test's feedback level says so."""
        target = self.shown if self._budget.allows(allowed_from) else self.hidden
        target.update(number for number in numbers_in(value) if telling(number))

    @contextmanager
    def watching(self) -> Iterator[None]:
        """Notes what exams compare and send while it lasts; everything works as it does otherwise."""
        with pytest.MonkeyPatch.context() as patch:
            self._spy(patch, ItemRunner, "run", lambda runner, item, *_: self._begin(runner, item))
            self._spy(patch, Guest, "make", lambda _, request: self._sent(request))
            self._listen(patch, Guest, "make", lambda reply: self.note(reply.value, FeedbackLevel.INPUTS))
            self._spy(patch, closeness, "_values", lambda _, expected, *__: self.note(expected, FeedbackLevel.VALUES))
            yield
        assert self._calls, "no call of student code was seen: calls go another way than the one that is watched"

    def _sent(self, request: ProxyRequest) -> None:
        if isinstance(request, Call):
            self._calls += 1
            self.note((request.arguments, request.keywords), FeedbackLevel.INPUTS)

    def _begin(self, runner: ItemRunner, item: pytest.Item) -> None:
        self._budget = feedback_level_of(item, runner._stage.assignment)

    @staticmethod
    def _listen(patch: pytest.MonkeyPatch, owner: Any, name: str, note: Callable[[Any], None]) -> None:
        original = getattr(owner, name)

        def noted(*arguments: Any, **keywords: Any) -> Any:
            answer = original(*arguments, **keywords)
            note(answer)
            return answer

        patch.setattr(owner, name, noted)

    @staticmethod
    def _spy(patch: pytest.MonkeyPatch, owner: Any, name: str, note: Callable[..., None]) -> None:
        original = getattr(owner, name)

        def noted(*arguments: Any, **keywords: Any) -> Any:
            note(*arguments, **keywords)
            return original(*arguments, **keywords)

        patch.setattr(owner, name, noted)


def numbers_in(value: object) -> Iterator[float]:
    """Every float in a value, however deep."""
    match value:
        case bool() | None | str() | bytes():
            return
        case int() | float() | np.number():
            yield float(value)
        case np.ndarray():
            yield from map(float, value.flat)
        case dict():
            for item in value.values():
                yield from numbers_in(item)
        case list() | tuple():
            for item in value:
                yield from numbers_in(item)
        case _:
            try:
                plain = unpack(value, lambda thing: [getattr(thing, name) for name in thing.__struct_fields__])  # type: ignore[arg-type]
            except TypeError:
                plain = [getattr(value, name) for name in getattr(value, "__struct_fields__", ())]
            if plain is not value:
                yield from numbers_in(plain)


def telling(number: float) -> bool:
    """Whether a number is one that nobody guesses: it has more than three digits."""
    return isfinite(number) and number != 0.0 and float(f"{number:.3g}") != number


def leaked(text: str, secrets: Iterable[float], public: str) -> set[str]:
    """The numbers in `text` that some secret is written as, by however many digits, and that `public` does not hold."""
    known = set(NUMBER.findall(NOISE.sub(" ", public)))
    found = {
        token for token in NUMBER.findall(NOISE.sub(" ", text)) if token not in known and digits(token) >= MIN_DIGITS
    }
    rounded = {
        count: {f"{abs(number) * scale:.{count - 1}e}" for number in secrets for scale in (1.0, 100.0)}
        for count in {digits(token) for token in found}
    }
    return {token for token in found if f"{float(token):.{digits(token) - 1}e}" in rounded[digits(token)]}


def digits(token: str) -> int:
    """How many significant digits a number is written with, at most 17."""
    return min(17, len(token.lower().split("e")[0].replace(".", "").lstrip("0")))
