"""Runs every attempt and every control in guests of one zygote, and says what guests get here. Trusted side.

If an attempt would leave a trace outside, the trace counts, whatever the guest says.
"""

import ast
import platform
import time
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from importlib.metadata import version
from pathlib import Path

from msgspec import Struct

from grader.assignment import Limits
from grader.errors import IsolationError, UsageError
from grader.host import hardening
from grader.host.doctor.canaries import CONTROLS, ENDS_THE_GUEST, GROUPS, MAY_RETURN, AttemptResult
from grader.host.doctor.targets import Targets
from grader.host.failures import CallFailedError
from grader.host.guest import Guest
from grader.host.levels import open_at, survey
from grader.host.proxy import Proxy, module_proxy
from grader.host.temp_folders import locked_folder
from grader.host.time_budget import TimeBudget
from grader.host.zygote import LAYERS, Zygote
from grader.model import CallStatus, Isolation

LIMITS = Limits(
    load_seconds=20.0,
    call_seconds=3.0,
    task_seconds=60.0,
    idle_seconds=9.0,
    memory_bytes=256 << 20,
    scratch_bytes=8 << 20,
)
ROUNDS = 5
_HERE = Path(__file__).parent
_HONEST = _HERE / "honest.py"
_ATTEMPTS = _HERE / "attempts"


class Examination(Struct, frozen=True, kw_only=True):
    """What holds on this machine.

    Attributes:
        isolation: The level that was tried.
        facts: What guests get here, by name.
        missing: Why stronger levels are not available, a sentence each.
        results: The outcome of each need of honest work, whose group is `control`, and of each attempt.
    """

    isolation: Isolation
    facts: Mapping[str, str]
    missing: tuple[str, ...]
    results: tuple[AttemptResult, ...]

    @property
    def is_sound(self) -> bool:
        """Whether every attempt was stopped and everything works that honest work needs."""
        return all(result.fine for result in self.results)


def examine_machine(
    isolation: Isolation | None,
    groups: Collection[str],
    watch: Callable[[Iterable[AttemptResult], int], Iterable[AttemptResult]],
) -> Examination:
    """Examines the strongest level available here, or the one given, by the attempts of these groups or by all.

    Raises:
        UsageError: There is no such group.
        IsolationError: The level is not available here.
    """
    if unknown := [group for group in groups if group not in GROUPS]:
        raise UsageError(f"There is no group {unknown[0]!r} of attempts: there are {', '.join(GROUPS)}.")
    attempts = [name for group in groups or GROUPS for name in GROUPS[group]]
    zygote, missing = survey() if isolation is None else (open_at(isolation), {})
    if zygote is None:
        raise IsolationError(missing[Isolation.PROCESS])
    with zygote:
        facts = {**machine_facts(zygote), "isolation": _layers(zygote.level)}
        results = tuple(watch(examine(zygote, attempts), len(CONTROLS) + len(attempts)))
    return Examination(isolation=zygote.level, facts=facts, missing=tuple(missing.values()), results=results)


def _layers(level: Isolation) -> str:
    layers = ", ".join(LAYERS[level])
    return f"{level}: limits, no privileges{f', {layers}' if layers else ''}"


def examine(zygote: Zygote, attempts: Collection[str]) -> Iterator[AttemptResult]:
    """Tries the controls, then these attempts, each in a guest of its own."""
    said = _first_lines(_HONEST)
    for name in CONTROLS:
        works, found = _control(zygote, name)
        yield AttemptResult(name, "control", said[name], works, found)
    written = {name: (file, line) for file in _ATTEMPTS.glob("*.py") for name, line in _first_lines(file).items()}
    with locked_folder() as folder, Targets(folder) as targets:
        groups = {name: group for group, names in GROUPS.items() for name in names}
        for name in attempts:
            file, line = written[name]
            stopped, found, unfinished = _attempt(zygote, file, name, targets)
            yield AttemptResult(name, groups[name], line, stopped, found, unfinished)


def _control(zygote: Zygote, name: str) -> tuple[bool, str]:
    guest = _open(zygote, _HONEST)
    try:
        works = getattr(module_proxy(guest, lambda _exchange: None), name)() is True
    except CallFailedError as error:
        return False, _words(error)
    else:
        return works, "works" if works else "gave a wrong answer"
    finally:
        guest.end()


def _attempt(zygote: Zygote, file: Path, name: str, targets: Targets) -> tuple[bool, str, bool]:
    """Whether it was stopped, what it found, and whether it was ended by its deadline before either was known."""
    unfinished = False
    guest = _open(zygote, file)
    try:
        seen = Proxy.observe(getattr(module_proxy(guest, lambda _exchange: None), name), targets.described(LIMITS))
        cut_off = name in MAY_RETURN and len(seen.printed) <= LIMITS.output_bytes
        stopped, found = cut_off, "cut off" if cut_off else str(seen.returned)
    except CallFailedError as error:
        ended_right = error.failure.call_status is not CallStatus.RAISED and name in ENDS_THE_GUEST
        unfinished = error.failure.call_status is CallStatus.TIMED_OUT and not ended_right
        stopped, found = (
            ended_right or error.failure.call_status in (CallStatus.RAISED, CallStatus.OUT_OF_MEMORY),
            _words(error),
        )
    finally:
        guest.end()
    trace = targets.trace()
    return (False, trace, False) if trace else (stopped, found, unfinished)


def _open(zygote: Zygote, file: Path) -> Guest:
    guest = Guest(zygote, LIMITS, TimeBudget.of(LIMITS))
    try:
        guest.load(file.stem, {file.name: file.read_bytes()}, (file.stem,), {}, {})
    except CallFailedError:
        guest.end()
        raise
    return guest


def _words(error: CallFailedError) -> str:
    failure = error.failure
    return failure.message or failure.reason


def _first_lines(file: Path) -> dict[str, str]:
    """The docstring of each function of a file, which is parsed and never run here."""
    return {
        node.name: (ast.get_docstring(node) or node.name).splitlines()[0].rstrip(".")
        for node in ast.parse(file.read_text("utf-8")).body
        if isinstance(node, ast.FunctionDef)
    }


def machine_facts(zygote: Zygote) -> dict[str, str]:
    """What this machine offers to guests: system, libraries, and how quickly a guest starts, by name.

    Raises:
        HarnessError: No guest starts.
    """
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
