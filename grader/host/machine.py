"""What this machine offers to guests: system, libraries, and how quickly a guest starts. Trusted side."""

import platform
import time
from importlib.metadata import version

from grader.assignment import Limits
from grader.host import hardening
from grader.host.guest import Guest
from grader.host.proxy import module_proxy
from grader.host.time_budget import TimeBudget
from grader.host.zygote import Zygote

ROUNDS = 5


def machine_facts(zygote: Zygote) -> dict[str, str]:
    """Facts by name. Raises HarnessError if no guest starts."""
    seconds = sorted(_fork_to_answer(zygote) for _ in range(ROUNDS))
    return {
        "system": f"{platform.system()} {platform.release()} on {platform.machine()}",
        "python": f"{platform.python_implementation()} {platform.python_version()}",
        "libraries": ", ".join(f"{name} {version(name)}" for name in ("numpy", "matplotlib", "pytest", "msgspec")),
        "guest": f"ready {1000 * seconds[ROUNDS // 2]:.1f} ms after the fork (median of {ROUNDS})",
        "figures": zygote.figures,
        "control groups": zygote.groups.fact,
        "limits": limits_fact(zygote.refused_limits),
        "own limits": limits_fact(hardening.refused_limits()),
    }


def limits_fact(refused: tuple[str, ...]) -> str:
    """Whether limits on a guest, or on the grader itself, were left out because the system refuses them."""
    return f"left out, since this system refuses them: {', '.join(refused)}" if refused else "all of them"


def _fork_to_answer(zygote: Zygote) -> float:
    started = time.perf_counter()
    guest = Guest(zygote, Limits(), TimeBudget.of(Limits()))
    try:
        guest.load("hello", {"hello.py": b"answer = 42"}, ("hello",), {}, {})
        answer = module_proxy(guest, lambda _exchange: None).answer
        return time.perf_counter() - started if answer == 42 else float("nan")  # noqa: PLR2004 # what hello.py says
    finally:
        guest.end()
