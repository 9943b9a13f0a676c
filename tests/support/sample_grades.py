"""Grades for viewing and testing: a realistic one of the first assignment, and others made from it."""

import struct
import zlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache

from msgspec.structs import replace

from grader.assignment import load_assignment
from grader.model import (
    CallRecord,
    CallStatus,
    CheckResult,
    Evidence,
    Excerpt,
    FeedbackLevel,
    Finding,
    Grade,
    Isolation,
    ManualWork,
    Misconception,
    Outcome,
    Profile,
    Provenance,
    ScoreChange,
    TaskResult,
    TestResult,
)
from grader.report.diagrams import Drawings
from tests.support.loading import HANDOUT

DIGEST = "sha256:5f0c3be1d8a2479e6b7a9c0d31e4f58b26a7c9d0e1f2435465768798a9bacbdc"


@dataclass(frozen=True, kw_only=True)
class Slip:
    """A test that did not pass."""

    message: str
    outcome: Outcome = Outcome.FAILED
    call_status: CallStatus = CallStatus.RETURNED
    misconception: Misconception | None = None
    evidence: Evidence = field(default_factory=Evidence)
    feedback_level: FeedbackLevel = FeedbackLevel.SHAPE


def picture(width: int = 640, height: int = 360) -> bytes:
    """A PNG of a falling curve under a grid, drawn by hand so that the tests need no Matplotlib."""
    rows = []
    for y in range(height):
        row = bytearray(b"\xff" * 3 * width)
        for x in range(width):
            curve = height * (0.12 + 0.76 * (1 - 2.718 ** (-3.0 * x / width)))
            if abs(y - curve) < 2.5:
                row[3 * x : 3 * x + 3] = b"\x2b\x50\xa8"
            elif y % 60 == 30 or x % 80 == 40:
                row[3 * x : 3 * x + 3] = b"\xe4\xe4\xe4"
        rows.append(b"\0" + bytes(row))
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in ((b"IHDR", header), (b"IDAT", zlib.compress(b"".join(rows), 9)), (b"IEND", b""))
    )


EXTRA_SIGMOID = Misconception(
    id="extra-output-derivative",
    title="the sigmoid's derivative twice at the output",
    hint="Write out `dL/da` times `da/dz` for the output and shorten it before you code it. What is left?",
    explanation="With binary cross-entropy the output's `dL/dz` is simply `a - y`: the sigmoid's derivative has "
    "cancelled already. Multiplying by `a * (1 - a)` once more makes every gradient at least four times too small, "
    "which then looks like vanishing.",
    step="output_delta",
    handout="backpropagation",
)
INVERTED_RATIO = Misconception(
    id="inverted-decay-ratio",
    title="the decay ratio upside down",
    hint="Which end of the network does the gradient reach last? That end stands above the line.",
    explanation="The ratio is the first layer's magnitude over the output layer's. "
    "The other way round, vanishing reads as exploding.",
    step="ratio",
    handout="vanishing-and-exploding-gradients",
)
BACKWARD = CallRecord(
    target="MultiLayerNetwork.backward_pass",
    call_status=CallStatus.RETURNED,
    signature="x: array (3,) float64, y: int, activations: list of 4 arrays, z_values: list of 3 arrays",
    return_kind="tuple of 3: list of 3 arrays (3, 5), (5, 4), (4, 1) float64; list of 3 arrays; list of 3 floats",
    arguments="x = array([ 0.417, -1.203,  0.958])\ny = 1",
    returned="[array([[ 0.0031, -0.0142,  0.0007,  0.0218, -0.0009],\n"
    "        [-0.0090,  0.0409, -0.0021, -0.0628,  0.0026],\n"
    "        [ 0.0071, -0.0326,  0.0017,  0.0500, -0.0021]]), ...]",
    printed="backward: layer 3\nbackward: layer 2\nbackward: layer 1\n",
)
CONSTRUCTED = CallRecord(
    target="MultiLayerNetwork",
    call_status=CallStatus.RETURNED,
    signature="layer_sizes: list of 4 ints, activation: str",
    return_kind="a MultiLayerNetwork object",
    arguments="layer_sizes = [3, 5, 4, 1]\nactivation = 'tanh'",
)
_WRONG_GRADIENTS = Slip(
    message="Gradients of the weights are too small in every layer, by the same factor.\n"
    "`gradients_w[0]` is worst at `[1, 3]`, and has the right shape `(3, 5)`.",
    misconception=EXTRA_SIGMOID,
    evidence=Evidence(
        calls=(CONSTRUCTED, BACKWARD),
        excerpts=(
            Excerpt(
                level=FeedbackLevel.SHAPE,
                file="multi_layer_network.py",
                first=41,
                lines=(
                    "    def backward_pass(self, x, y, activations, z_values):",
                    '        """One sweep back."""',
                    "        output = activations[-1]",
                    "        delta = (output - y) * output * (1 - output)  # at the output",
                    "        gradients_w, gradients_b = [], []",
                ),
            ),
        ),
        profile=Profile(
            what="gradient magnitude", per="layer", actual=(0.00021, 0.0018, 0.013), expected=(0.0093, 0.021, 0.06)
        ),
    ),
)
_STUB = Slip(
    message="`verify_backpropagation` is still the stub: it raises `NotImplementedError`.",
    call_status=CallStatus.RAISED,
    evidence=Evidence(
        calls=(CallRecord(target="verify_backpropagation", call_status=CallStatus.RAISED, signature="no arguments"),)
    ),
)

# Each task: id, title, points, and its tests as pairs of a title and what went wrong, if anything did.
Tests = Sequence[tuple[str, Slip | None]]
_TASKS: Sequence[tuple[str, str, float, Tests]] = (
    (
        "1.1",
        "Chain rule basics",
        15,
        (
            ("The default example of one variable", None),
            ("One variable, at other points", None),
            ("The central difference uses the step it is given", None),
            ("The default example of several variables", None),
            ("Several variables, at other times", None),
            ("The neuron's forward values", None),
            ("The neuron's gradient of each weight", None),
            ("The neuron's gradient of the bias", None),
            ("Shapes follow the weights", None),
            ("Lists, tuples and arrays are equally welcome", None),
        ),
    ),
    (
        "1.2",
        "Gradient magnitudes through activations",
        10,
        (
            ("Extreme derivatives over the default points", None),
            ("Extreme derivatives over other points", None),
            ("One derivative per layer, in the order given", None),
            ("The cumulative gradient after each layer", None),
            ("The initial gradient scales everything", None),
            ("A gradient that vanishes is called so", None),
            ("A gradient that explodes is called so", None),
            (
                "The figure has six labelled axes",
                Slip(
                    message="The lower row lacks axis labels: 3 of 6 axes have none.\n"
                    "Call `set_xlabel` and `set_ylabel` on each of the axes.",
                    feedback_level=FeedbackLevel.INPUTS,
                    evidence=Evidence(
                        calls=(
                            CallRecord(
                                target="analyze_gradient_magnitudes",
                                call_status=CallStatus.RETURNED,
                                signature="no arguments",
                                return_kind="dict with the keys 'sigmoid', 'tanh', 'relu'",
                                returned="{'sigmoid': {'max_derivative': 0.25, 'min_derivative': 0.0451766, ...}, ...}",
                                printed="sigmoid done\ntanh done\nrelu done\n",
                            ),
                        ),
                        figures=(picture(),),
                    ),
                ),
            ),
            ("ReLU's derivative at zero is zero", None),
            ("The sequence of layers may be of any length", None),
        ),
    ),
    (
        "2.1",
        "A multi-layer network with backpropagation",
        25,
        (
            ("Weights and biases have the contract's shapes", None),
            ("Xavier weights come from the generator given", None),
            ("An unknown activation is refused", None),
            ("Parameters are counted", None),
            ("Forward: output and all layers", None),
            ("Forward: output only", None),
            ("Backward: a sigmoid network of two hidden layers", _WRONG_GRADIENTS),
            ("Backward: a tanh network of unequal widths", _WRONG_GRADIENTS),
            ("Backward: a ReLU network with biases", _WRONG_GRADIENTS),
            (
                "Nothing is changed by a pass",
                Slip(
                    message="`backward_pass` changed `z_values[1]`, which belongs to its caller.\n"
                    "Work on a copy: `z = z_values[l].copy()`.",
                    evidence=Evidence(calls=(BACKWARD,)),
                ),
            ),
        ),
    ),
    (
        "3.1",
        "Gradient flow and vanishing gradients",
        15,
        (
            ("One entry per network, under its name", None),
            ("Magnitudes are those of the backward pass", None),
            (
                "The decay ratio of a deep sigmoid network",
                Slip(
                    message="`decay_ratio` is 1 over what it should be.",
                    misconception=INVERTED_RATIO,
                    feedback_level=FeedbackLevel.VALUES,
                    evidence=Evidence(
                        calls=(
                            CallRecord(
                                target="analyze_gradient_flow",
                                call_status=CallStatus.RETURNED,
                                signature="networks: dict of 1 network, x: array (3,) float64, y: int",
                                return_kind="dict with the key 'deep'",
                                arguments="networks = {'deep': <network [3, 6, 6, 6, 6, 1], sigmoid>}\n"
                                "x = array([2., 1., 1.])\ny = 1",
                                returned="{'deep': {'decay_ratio': 118.2317, 'diagnosis': 'exploding', ...}}",
                            ),
                        ),
                        expected="{'deep': {'decay_ratio': 0.008458, 'diagnosis': 'severe vanishing', ...}}",
                    ),
                ),
            ),
            ("The diagnosis follows the thresholds", None),
            ("A single layer has no ratio", None),
            ("Saturated layers are found", None),
            ("ReLU networks have no saturated layers", None),
            ("Any object with the interface will do", None),
            ("The networks are left as they were", None),
            ("The input is left as it was", None),
        ),
    ),
    (
        "3.2",
        "Visualising gradient flow",
        10,
        (
            ("A figure with four axes comes back", None),
            ("Magnitudes: one line per network", None),
            (
                "Magnitudes: logarithmic scale",
                Slip(
                    message="The first axes have a linear y scale.\n"
                    "Call `set_yscale('log')`: magnitudes span many powers of ten."
                ),
            ),
            ("Decay ratios: one bar per network", None),
            ("Decay ratios: colours follow the diagnosis", None),
            ("Activations: one distribution per layer", None),
            ("Powers of the sigmoid's derivative", None),
            (
                "All axes are labelled and titled",
                Slip(
                    message="The call had not come back after 3 s and was stopped.",
                    call_status=CallStatus.TIMED_OUT,
                    evidence=Evidence(
                        calls=(
                            CallRecord(
                                target="visualize_gradient_flow",
                                call_status=CallStatus.TIMED_OUT,
                                signature="gradient_data: dict of 3 dicts",
                            ),
                        )
                    ),
                ),
            ),
            ("A network of one layer is left out of the bars", None),
            ("The data are left as they were", None),
        ),
    ),
    (
        "4.1",
        "Backpropagation, step by step",
        15,
        (
            ("Initial weights are the contract's", None),
            ("The global generator is left alone", None),
            ("Forward values of all layers", None),
            ("Gradients of the weights", None),
            ("Gradients of the biases", None),
            ("The loss is a float", None),
            (
                "Numerical gradients of every weight and bias",
                Slip(
                    message="The process died while `numerical_gradients` ran.",
                    call_status=CallStatus.CRASHED,
                    evidence=Evidence(
                        calls=(
                            CallRecord(
                                target="DetailedBackpropNetwork",
                                call_status=CallStatus.RETURNED,
                                signature="layer_sizes: list of 3 ints",
                                return_kind="a DetailedBackpropNetwork object",
                            ),
                            CallRecord(
                                target="DetailedBackpropNetwork.numerical_gradients",
                                call_status=CallStatus.CRASHED,
                                signature="x: array (3,) float64, y: int, h: float",
                            ),
                        )
                    ),
                ),
            ),
            (
                "A long difference quotient",
                Slip(
                    message="`numerical_gradients` asked for more memory than a call may have.",
                    call_status=CallStatus.OUT_OF_MEMORY,
                    evidence=Evidence(
                        calls=(
                            CallRecord(
                                target="DetailedBackpropNetwork.numerical_gradients",
                                call_status=CallStatus.OUT_OF_MEMORY,
                            ),
                        )
                    ),
                ),
            ),
            ("Steps are printed only when asked for", None),
            ("The network is left as it was", None),
        ),
    ),
    (
        "4.2",
        "Verifying backpropagation numerically",
        10,
        tuple(
            (title, _STUB)
            for title in (
                "The default network and tweet",
                "One entry per layer, numbered from 1",
                "The largest difference of the weights",
                "The largest difference of the biases",
                "A perfect match is called so",
                "A good match is called so",
                "A mismatch is called so",
                "A NaN is a mismatch",
                "The step is passed on",
                "The arguments are left as they were",
            )
        ),
    ),
)
NOTES = (
    "'Multi_Layer_Network (1).py' was taken for 'multi_layer_network.py': rename it next time.",
    "'activations.py' was ignored: grading always uses the original.",
)


def sample_grade(submission: str = "amara-okafor", skill: int = 0) -> Grade:
    """A grade of the first assignment with all kinds of outcomes; each point of `skill` mends every n-th slip."""
    tasks = tuple(_task(number, *task, skill) for number, task in enumerate(_TASKS))
    return Grade(
        assignment="multilayer_chain_rule",
        title="Problem 2: Multi-Layer Chain Rule",
        submission=submission,
        digest=DIGEST,
        isolation=Isolation.JAILED,
        score=sum(task.score for task in tasks),
        max_score=100.0,
        tasks=tasks,
        notes=NOTES,
        provenance=Provenance(
            grader="0.1.0", python="3.11.7", numpy="2.4.6", seed="hmac-sha256:44bf9a3d72c1380f29f259ffb0356289"
        ),
    )


def _task(number: int, task_id: str, title: str, points: float, tests: Tests, skill: int) -> TaskResult:
    results = tuple(
        _test(
            test_title,
            f"test_{task_id.replace('.', '_')}_{index}",
            slip if (7 * number + 3 * index) % 10 >= skill else None,
            points / len(tests),
        )
        for index, (test_title, slip) in enumerate(tests)
    )
    score = round(sum(result.score for result in results), 6)
    return TaskResult(id=task_id, title=title, score=score, max_score=points, tests=results)


def _test(title: str, name: str, slip: Slip | None, points: float) -> TestResult:
    if slip is None:
        return TestResult(
            name=name,
            title=title,
            outcome=Outcome.PASSED,
            call_status=CallStatus.RETURNED,
            score=points,
            max_score=points,
            message="Right.",
            feedback_level=FeedbackLevel.SHAPE,
        )
    return TestResult(
        name=name,
        title=title,
        outcome=slip.outcome,
        call_status=slip.call_status,
        score=0.0,
        max_score=points,
        message=slip.message,
        feedback_level=slip.feedback_level,
        misconception=slip.misconception,
        evidence=slip.evidence,
    )


@cache
def sample_drawings() -> Drawings:
    """The diagrams of the first assignment."""
    return Drawings(load_assignment(HANDOUT).diagrams())


def perfect_grade(submission: str = "emmy-noether") -> Grade:
    """Every test passed."""
    return sample_grade(submission, skill=10)


def untouched_grade(submission: str = "untouched-stubs") -> Grade:
    """Every test failed as a stub does."""
    stub = Slip(message="This is still the stub: it raises `NotImplementedError`.", call_status=CallStatus.RAISED)
    grade = sample_grade(submission)
    tasks = tuple(
        replace(task, score=0.0, tests=tuple(_test(test.title, test.name, stub, test.max_score) for test in task.tests))
        for task in grade.tasks
    )
    return replace(grade, score=0.0, tasks=tasks, notes=())


def withheld_grade(submission: str = "withheld") -> Grade:
    """One test could not judge, and two after it were not run."""
    broken = Slip(message="The hidden test itself failed; this is not your fault.", outcome=Outcome.ERROR)
    skipped = Slip(message="Not run: an earlier test took the time of the whole task.", outcome=Outcome.NOT_RUN)
    grade = sample_grade(submission)
    first, *others = grade.tasks
    spoiled = [
        _test(test.title, test.name, slip, test.max_score)
        for test, slip in zip(first.tests, (broken, skipped, skipped), strict=False)
    ]
    return replace(grade, tasks=(replace(first, tests=(*spoiled, *first.tests[3:])), *others))


def adjusted_grade(submission: str = "adjusted") -> Grade:
    """Points were given and taken after grading; one task waits for a person, and one was judged by one."""
    grade = sample_grade(submission)
    by_hand = [
        TaskResult(
            id=number,
            title=title,
            score=0.0,
            max_score=4.0,
            tests=(),
            about="Why do gradients vanish?",
            manual=work,
        )
        for number, title, work in (
            ("5.1", "A sketch", ManualWork("sketch.png", "A picture of 640 by 360 pixels: see the report.", picture())),
            ("5.2", "An essay", ManualWork("essay.md", "They are products.\n\nMost factors are below one quarter.")),
        )
    ]
    changes = (
        ScoreChange(points=3.0, reason="the derivative is right, its sign is a slip", task=grade.tasks[0].id),
        ScoreChange(points=2.5, reason="well argued", task="5.2", comment="Say where the quarter comes from."),
        ScoreChange(points=-4.0, reason="1 day late", late=True),
    )
    return replace(
        grade,
        max_score=grade.max_score + 8.0,
        tasks=(*grade.tasks, *by_hand),
        changes=changes,
        final_score=grade.score + sum(change.points for change in changes),
    )


def grade_of_one(test: TestResult) -> Grade:
    """A grade of one task with this one test."""
    task = TaskResult(id="1.1", title="Basics", score=test.score, max_score=test.max_score, tests=(test,))
    return replace(sample_grade(), score=test.score, max_score=test.max_score, tasks=(task,), notes=())


def grade_with(task: str, title: str, misconceptions: Sequence[Misconception]) -> Grade:
    """A grade of one task in which each of these was made, each in a test of its own."""
    tests = tuple(
        _test(each.title, f"test_{number}", Slip(message="It is not right.", misconception=each), 1.0)
        for number, each in enumerate(misconceptions)
    )
    most = float(len(tests))
    result = TaskResult(id=task, title=title, score=0.0, max_score=most, tests=tests)
    return replace(sample_grade(f"task-{task}"), score=0.0, max_score=most, tasks=(result,), notes=())


def grade_full_of(text: str) -> Grade:
    """A grade in which `text` stands in every string that can hold any, at a feedback level that shows all of it."""
    call = CallRecord(
        target=text,
        call_status=CallStatus.RAISED,
        signature=text,
        return_kind=text,
        arguments=text,
        returned=text,
        printed=text,
    )
    failed = TestResult(
        name=text,
        title=text,
        outcome=Outcome.FAILED,
        call_status=CallStatus.RAISED,
        score=0.0,
        max_score=1.0,
        message=text,
        feedback_level=FeedbackLevel.VALUES,
        misconception=Misconception(text, text, text, text, text, text),
        evidence=Evidence(
            findings=(Finding(FeedbackLevel.NOTHING, text),),
            calls=(call,),
            excerpts=(Excerpt(level=FeedbackLevel.NOTHING, file=text, first=7, lines=("x = 1", text), marked=8),),
            profile=Profile(what=text, per=text, actual=(1.0, 0.1, float("nan")), expected=(1.0, 2.0)),
            expected=text,
            figures=(picture(8, 8),),
            expected_figures=(picture(8, 9),),
        ),
    )
    passed = replace(failed, outcome=Outcome.PASSED, score=1.0)
    other = replace(failed, message=f"Another: {text}", call_status=CallStatus.TIMED_OUT, misconception=None)
    task = TaskResult(
        id=text,
        title=text,
        score=1.0,
        max_score=3.0,
        tests=(failed, passed, other),
        about=text,
        formulas=(r"\frac{a}{b}",),
    )
    return Grade(
        schema=text,
        assignment=text,
        title=text,
        submission=text,
        digest=text,
        isolation=Isolation.JAILED,
        score=1.0,
        max_score=3.0,
        tasks=(task,),
        notes=(text, text),
        provenance=Provenance(grader=text, python=text, numpy=text, seed=text),
    )


def check_of(grade: Grade, *, unwritten: bool = False) -> CheckResult:
    """A check in which public tests found what the hidden ones of a grade did; what raised may be to be written yet."""
    tasks = tuple(
        replace(task, score=0.0, max_score=0.0, tests=tuple(_public(test, unwritten=unwritten) for test in task.tests))
        for task in grade.tasks
    )
    return CheckResult(
        assignment=grade.assignment,
        title=grade.title,
        submission=grade.submission,
        digest=grade.digest,
        isolation=grade.isolation,
        tasks=tasks,
        notes=grade.notes,
    )


def _public(test: TestResult, *, unwritten: bool) -> TestResult:
    to_come = unwritten and test.outcome is Outcome.FAILED and test.call_status is CallStatus.RAISED
    outcome = Outcome.NOT_RUN if to_come else test.outcome
    return replace(
        test, outcome=outcome, score=0.0, max_score=0.0, feedback_level=FeedbackLevel.VALUES, misconception=None
    )
