"""What this machine offers to guests, found by starting one. Trusted side."""

import platform
import time
from importlib.metadata import version

from msgspec import Struct

from grader.assignment import Limits
from grader.host.guest import Allowance, Guest
from grader.host.levels import open_strongest
from grader.host.proxy import module_proxy
from grader.host.zygote import LAYERS, Zygote

ROUNDS = 5


class Probe(Struct, frozen=True):
    """What was found, as pairs of a name and a sentence."""

    facts: tuple[tuple[str, str], ...]


def probe() -> Probe:
    """Starts a zygote and some guests, and tells what they are like. Raises HarnessError where none starts."""
    with open_strongest() as zygote:
        level = zygote.level
        seconds = sorted(_fork_to_answer(zygote) for _ in range(ROUNDS))
    libraries = ", ".join(f"{name} {version(name)}" for name in ("numpy", "matplotlib", "pytest", "msgspec"))
    isolation = f"{level}: {', '.join(LAYERS[level]) or 'own session, resource limits, clean environment'}"
    return Probe(
        (
            ("system", f"{platform.system()} {platform.release()} on {platform.machine()}"),
            ("python", f"{platform.python_implementation()} {platform.python_version()}"),
            ("libraries", libraries),
            ("isolation", isolation),
            ("guest", f"ready {1000 * seconds[ROUNDS // 2]:.1f} ms after the fork (median of {ROUNDS})"),
        )
    )


def _fork_to_answer(zygote: Zygote) -> float:
    started = time.perf_counter()
    guest = Guest(zygote, Limits(), Allowance(Limits().task_seconds))
    try:
        guest.load("hello", {"hello.py": b"answer = 42"}, ("hello",), {}, {})
        answer = module_proxy(guest, lambda _exchange: None).answer
        return time.perf_counter() - started if answer == 42 else float("nan")  # noqa: PLR2004 # what hello.py says
    finally:
        guest.end()
