"""The tasks of the first assignment, with their tests and what went wrong in them in the sample grades."""

from collections.abc import Sequence

from grader.model import (
    CallRecord,
    CallStatus,
    Evidence,
    FeedbackLevel,
)
from tests.support.sample_pictures import picture
from tests.support.sample_slips import BACKWARD, INVERTED_RATIO, STUB, WRONG_GRADIENTS, Slip

# Each task: id, title, points, and its tests as pairs of a title and what went wrong, if anything did.
Tests = Sequence[tuple[str, Slip | None]]
TASKS: Sequence[tuple[str, str, float, Tests]] = (
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
            ("Backward: a sigmoid network of two hidden layers", WRONG_GRADIENTS),
            ("Backward: a tanh network of unequal widths", WRONG_GRADIENTS),
            ("Backward: a ReLU network with biases", WRONG_GRADIENTS),
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
            (title, STUB)
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
