"""The values of a proxy's requests and answers: what represents an object, and what a value represents. Trusted side.

Knows a proxy only as something that is created from a handle.
"""

from collections.abc import Callable

from grader.host.exchange import GuestClient, Observation
from grader.wire.figures import Figure
from grader.wire.frames import WireError
from grader.wire.messages import Returned
from grader.wire.unpacking import Unpacker
from grader.wire.values import Handle, Recording, Value


def weighed(value: Value, guest: GuestClient, proxy_of: Callable[[Handle], object]) -> tuple[object, int]:
    """The object that a value from a guest represents, and about how many bytes of memory it takes.

    Raises:
        CallFailedError: The value contradicts itself, or the task has had too many; the guest has ended.
    """

    def opened(thing: Handle | Recording | Figure) -> object:
        match thing:
            case Handle():
                return proxy_of(thing)
            case Figure():
                return thing
            case Recording():
                raise WireError("a recording, which only hosts make")

    unpacker = Unpacker(opened)
    try:
        found = unpacker.unpack(value)
    except (WireError, MemoryError) as error:
        raise guest.protocol_error() from error
    guest.count(unpacker.looked_at)
    return found, unpacker.weight


def observed(reply: Returned, label: str, weigh: Callable[[Value, str], tuple[object, int]]) -> tuple[Observation, int]:
    """What a reply says about a call, and about how many bytes of memory that takes.

    Args:
        reply: The reply to the call.
        label: The names by which the test reached what it called.
        weigh: The object that a value represents and its weight, from the value and the label of a proxy of it.
    """
    left = [weigh(value, "") for value in reply.arguments]
    returned, weight = weigh(reply.value, label)
    arguments = tuple(value for value, _ in left)
    seen = Observation(returned, reply.stdout + reply.stderr, arguments, tuple(reply.figures))
    return seen, weight + sum(weight for _, weight in left)


def opaque(thing: object, note: str, guest: GuestClient) -> Value:
    """What represents an object of the test that is not data. Raises TypeError if it cannot be passed."""
    match thing:
        case Recording():
            return thing
        case _ if callable(thing) and not isinstance(thing, type):
            return guest.lend(thing)
        case _:
            raise TypeError(f"a test cannot pass {type(thing).__name__} to a student {note}".strip())
