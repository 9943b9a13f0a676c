"""Property tests among the hidden tests, `@given` of Hypothesis: drawn from the secret seed, few enough for a guest,
without a clock or a file. Trusted side.

Knows pytest's call of a test and Hypothesis, which is imported where a test uses it and nowhere else.
"""

import inspect
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from functools import wraps
from typing import Any

import pytest
from msgspec import Struct

from grader.errors import HarnessError
from grader.exam.running.foreseen import FORESEEABLE, ForeseenExamples, is_of_hypothesis
from grader.exam.running.marks import is_pure, name_of
from grader.exam.running.seeds import named_generator
from grader.exam.running.stage import Stage
from grader.host.failures import CallFailedError
from grader.host.meter import StarvedError
from grader.host.proxy import Proxy
from grader.model import CallStatus

MAX_EXAMPLES = 50
MAX_SHRINKING = 100
"""How many examples are run to find a smaller one that fails; each makes requests of its own."""


PUBLIC_HANDLE, SETTINGS = "hypothesis", "_hypothesis_internal_use_settings"
"""The attributes of a test that `@given` has made: what integrators are told of, and what holds its settings."""


class OpaqueFixture(Struct, frozen=True):
    """A fixture on its way through Hypothesis, which would print it, and so ask a guest about it."""

    fixture: Any

    def __repr__(self) -> str:
        return "…"


class PropertyTests:
    """A pytest plugin that calls the tests whose arguments Hypothesis draws."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage

    @pytest.hookimpl(tryfirst=True)
    def pytest_pyfunc_call(self, pyfuncitem: pytest.Function) -> bool | None:
        """Calls a property test; leaves any other to pytest."""
        test: Any = pyfuncitem.obj
        if not is_property_test(test):
            return None
        require_internals(test)
        fixtures: dict[str, Any] = {name: pyfuncitem.funcargs[name] for name in inspect.signature(test).parameters}
        named = "student" in fixtures and not self._stage.run.task.several
        if named:
            fixtures["student"] = Proxy.calling_by_name(fixtures["student"])
        seed = int(named_generator(self._stage.seed, f"examples of {name_of(pyfuncitem)}").integers(1 << 62))
        cached = self._stage.rerunning or is_pure(pyfuncitem)
        if named and not cached and set(fixtures) <= FORESEEABLE:
            self._run_foreseen(test, fixtures, seed)
        else:
            _run(test, fixtures, seed)
        return True

    def _run_foreseen(self, test: Any, fixtures: dict[str, Any], seed: int) -> None:
        """Sends the first requests of all examples in one batch; unless all pass, runs the test normally."""
        __tracebackhide__ = True
        run = self._stage.run
        others = {name: fixture for name, fixture in fixtures.items() if name != "student"}
        foreseen = ForeseenExamples(test.hypothesis.inner_test, run, others)
        with suppress(Exception), _bounded(test, foreseen, seed):
            test(**_kept(fixtures))
        if not foreseen.is_known:
            _run(test, fixtures, seed)
            return
        failure: Exception | None = None
        try:
            if foreseen.ask() and foreseen.all_pass(fixtures["student"]):
                return
        except HarnessError:
            raise
        except Exception as error:  # noqa: BLE001 # whatever the test raises
            failure = None if is_of_hypothesis(error) else error
        log = run.begin_anew()
        student = Proxy.calling_by_name(run.student(self._stage.guest_seed(self._stage.test)))
        _run(test, {**fixtures, "student": student}, seed)
        if failure is not None:  # it depended on earlier requests to the guest
            run.go_back_to(log)
            raise failure


def _run(test: Any, fixtures: Mapping[str, Any], seed: int) -> None:
    """Runs a property test like Hypothesis, and finds the smallest failing example."""
    __tracebackhide__ = True
    examples = _Examples(test.hypothesis.inner_test)
    with _bounded(test, examples, seed):
        examples.judge(lambda: test(**_kept(fixtures)))


def _kept(fixtures: Mapping[str, Any]) -> dict[str, OpaqueFixture]:
    return {name: OpaqueFixture(fixture) for name, fixture in fixtures.items()}


class _Examples:
    """The examples of one run: after the first that fails, a limited number are run to find a smaller one."""

    def __init__(self, test: Callable[..., object]) -> None:
        self._test = test
        self._first: Exception | None = None
        self._lost: Exception | None = None
        self._failing: set[str] = set()
        self._shrinking = 0

    def __call__(self, *arguments: Any, **keywords: Any) -> object:
        """Runs the test on one example."""
        __tracebackhide__ = True
        if self._lost is not None:  # the guest that would answer is gone
            raise self._lost
        example = repr((arguments, keywords))
        self._shrinking += self._first is not None
        if self._shrinking > MAX_SHRINKING and example not in self._failing:
            return None
        given = {name: each.fixture if isinstance(each, OpaqueFixture) else each for name, each in keywords.items()}
        try:
            return self._test(*arguments, **given)
        except Exception as error:
            if not is_of_hypothesis(error):
                self._note(error, example)
            raise

    def judge(self, run: Callable[[], object]) -> None:
        """Runs all of them; what failed once and not again has failed."""
        from hypothesis.errors import Flaky  # noqa: PLC0415 # a test uses it

        __tracebackhide__ = True
        try:
            run()
        except Flaky:
            if self._first is None:
                raise
            raise self._first from None

    def _note(self, error: Exception, example: str) -> None:
        self._first = self._first or error
        self._failing.add(example)
        ended = isinstance(error, CallFailedError) and error.failure.call_status not in (
            CallStatus.RAISED,
            CallStatus.MISSING,
        )
        if ended or isinstance(error, StarvedError):
            self._lost = error


def is_property_test(test: object) -> bool:
    """Whether `@given` of Hypothesis has made it."""
    return hasattr(test, PUBLIC_HANDLE)


def allow_fixtures(test: Any) -> None:
    """Lets a property test have the fixtures of an exam in a session that has Hypothesis's own plugin."""
    if is_property_test(test) and hasattr(test, SETTINGS):
        from hypothesis import HealthCheck, settings  # noqa: PLC0415 # only where a test uses it

        setattr(test, SETTINGS, settings(getattr(test, SETTINGS), suppress_health_check=list(HealthCheck)))


@contextmanager
def _bounded(test: Any, examples: Callable[..., object], seed: int) -> Iterator[None]:
    """Makes Hypothesis draw a limited number of examples from this seed, and leave no file."""
    from hypothesis import HealthCheck, Verbosity, settings  # noqa: PLC0415 # likewise
    from hypothesis import seed as seeded  # noqa: PLC0415 # likewise
    from hypothesis.configuration import set_hypothesis_home_dir  # noqa: PLC0415 # likewise

    chosen, original = test._hypothesis_internal_use_settings, test.hypothesis.inner_test  # noqa: SLF001 # as its own plugin

    @wraps(original)
    def example(*arguments: Any, **keywords: Any) -> object:
        __tracebackhide__ = True
        return examples(*arguments, **keywords)

    bounded = settings(
        chosen, database=None, deadline=None, max_examples=min(chosen.max_examples, MAX_EXAMPLES), print_blob=False,
        report_multiple_bugs=False, suppress_health_check=list(HealthCheck), verbosity=Verbosity.quiet,
    )  # fmt: skip
    with tempfile.TemporaryDirectory() as home, _without_constants_of_modules():
        set_hypothesis_home_dir(home)
        seeded(seed)(test)
        test._hypothesis_internal_use_settings, test.hypothesis.inner_test = bounded, example  # noqa: SLF001 # likewise
        try:
            yield
        finally:
            test._hypothesis_internal_use_settings, test.hypothesis.inner_test = chosen, original  # noqa: SLF001
            set_hypothesis_home_dir(None)


def require_internals(test: Any) -> None:
    """Requires what is used here of the inside of Hypothesis, whose public interface has no way to bound a test.

    Raises:
        HarnessError: This version of Hypothesis does not have it.
    """
    import hypothesis  # noqa: PLC0415 # likewise

    lacking = [f"{SETTINGS} of a test"] if not hasattr(test, SETTINGS) else []
    lacking += [name for name in ("HypothesisProvider._local_constants", "CONSTANTS_CACHE.cache") if not _has(name)]
    if lacking:
        raise HarnessError(
            f"Hypothesis {hypothesis.__version__} lacks {' and '.join(lacking)}, by which property tests are bounded "
            "and repeatable: install another version of it, such as 6.170."
        )


def _has(path: str) -> bool:
    found: Any = None
    with suppress(ImportError):
        from hypothesis.internal.conjecture import providers as found  # noqa: PLC0415 # likewise
    with suppress(ImportError):
        from hypothesis.internal.constants_ast import Constants  # noqa: PLC0415, F401 # likewise

        for name in path.split("."):
            found = getattr(found, name, None)
        return found is not None
    return False


@contextmanager
def _without_constants_of_modules() -> Iterator[None]:
    """Keeps Hypothesis from drawing what it finds in the modules that happen to be imported: others with each run."""
    from hypothesis.internal.conjecture import providers  # noqa: PLC0415 # likewise
    from hypothesis.internal.constants_ast import Constants  # noqa: PLC0415 # likewise

    provider: Any = providers.HypothesisProvider
    found = provider._local_constants  # noqa: SLF001 # it has no setting for that
    provider._local_constants = Constants()  # noqa: SLF001 # likewise
    providers.CONSTANTS_CACHE.cache.clear()
    try:
        yield
    finally:
        providers.CONSTANTS_CACHE.cache.clear()
        provider._local_constants = found  # noqa: SLF001 # likewise
