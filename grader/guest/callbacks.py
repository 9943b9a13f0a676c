"""A test's functions in a guest: calling one asks the host for the result. Untrusted: it never has the function."""

import builtins
from collections.abc import Callable
from typing import NoReturn

from grader.wire.callbacks import CallBack, CalledBack
from grader.wire.figures import Figure
from grader.wire.frames import Channel
from grader.wire.messages import Decoder
from grader.wire.packing import pack
from grader.wire.unpacking import unpack
from grader.wire.values import Handle, Recording, Value, encode

ANSWER_BYTES = 64 << 20
_ANSWERS = Decoder(CalledBack)
"""Created with this module, and so before a fork."""


class Callbacks:
    """Asks over the guest's one connection, while a request is being carried out."""

    def __init__(self, channel: Channel) -> None:
        self._channel = channel
        self.request_id = 0

    def function(self, number: object) -> Callable[..., object]:
        """What student code gets in place of a function of the test."""

        def function(*arguments: object, **keywords: object) -> object:
            return self._ask(number, arguments, keywords)

        return function

    def _ask(self, number: object, arguments: tuple[object, ...], keywords: dict[str, object]) -> object:
        question = CallBack(
            id=self.request_id,
            function=number,  # type: ignore[arg-type] # as the host gave it
            arguments=[pack(each, _not_data) for each in arguments],
            keywords={name: pack(each, _not_data) for name, each in keywords.items()},
        )
        self._channel.send(encode(question))
        answer = _ANSWERS.decode(self._channel.receive(ANSWER_BYTES), CalledBack)
        if answer.raised:
            raise getattr(builtins, answer.raised)("raised by the function that was passed")
        return unpack(answer.value, _refused, interned=True)


def _not_data(thing: object, note: str) -> Value:
    raise TypeError(f"this function takes data, and no {type(thing).__name__} {note}".strip())


def _refused(_thing: Handle | Recording | Figure) -> NoReturn:
    raise TypeError("what a function of the test returns is data")
