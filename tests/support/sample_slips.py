"""What goes wrong in the sample grades: tests that did not pass, known mistakes, and the calls that show them."""

from dataclasses import dataclass, field

from grader.model import (
    CallRecord,
    CallStatus,
    Evidence,
    Excerpt,
    FeedbackLevel,
    Misconception,
    Outcome,
    Profile,
)


@dataclass(frozen=True, kw_only=True)
class Slip:
    """A test that did not pass."""

    message: str
    outcome: Outcome = Outcome.FAILED
    call_status: CallStatus = CallStatus.RETURNED
    misconception: Misconception | None = None
    evidence: Evidence = field(default_factory=Evidence)
    feedback_level: FeedbackLevel = FeedbackLevel.SHAPE


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
WRONG_GRADIENTS = Slip(
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
STUB = Slip(
    message="`verify_backpropagation` is still the stub: it raises `NotImplementedError`.",
    call_status=CallStatus.RAISED,
    evidence=Evidence(
        calls=(CallRecord(target="verify_backpropagation", call_status=CallStatus.RAISED, signature="no arguments"),)
    ),
)
