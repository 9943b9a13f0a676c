"""A step of the computation -> the diagram that shows where it breaks. Trusted side; knows the vocabulary of steps.

Each diagram is a template of our own under `templates/diagrams`; the words here are its title and its caption.
"""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Diagram:
    """Which template draws it, what is to be marked in it, and what it says in words."""

    template: str
    step: str
    title: str
    caption: str


_NETWORK = "Two layers: forward above, backward below"
_CHAIN = "A function inside another: forward above, the factors of the derivative below"
_LAYERS = "The size of the gradient in each layer"
_SCALE = "A number is compared with thresholds"

_KNOWN: Mapping[str, tuple[str, str, str]] = {
    "inner": ("chain", _CHAIN, "The break is in the inner factor: the derivative of g at x."),
    "outer": (
        "chain",
        _CHAIN,
        "The break is in the outer factor: the derivative of h at g(x), the value that arrives.",
    ),
    "path": (
        "paths",
        "One variable, two paths",
        "The break is where paths meet: multiply along each, then add them up.",
    ),
    "forward": ("network", _NETWORK, "The break is on the way forward, from one layer to the next."),
    "loss": ("network", _NETWORK, "The break is at the end of the way forward, where the output becomes a loss."),
    "output_delta": ("network", _NETWORK, "The break is where the way back begins: from the loss to the output's δ."),
    "weights_back": ("network", _NETWORK, "The break is where δ goes back through the weights to the layer before."),
    "activation_derivative": (
        "network",
        _NETWORK,
        "The break is where the way back passes the activation: its derivative at z.",
    ),
    "weight_gradient": ("network", _NETWORK, "The break is where δ becomes the gradient of the weights."),
    "bias_gradient": ("network", _NETWORK, "The break is where δ becomes the gradient of the biases."),
    "setup": ("network", _NETWORK, "The break comes before any pass: how the parameters are made."),
    "side_effect": (
        "network",
        _NETWORK,
        "What breaks here is no value: a call changes what it was only lent.",
    ),
    "magnitude": ("layers", _LAYERS, "The break is in the size that each layer's δ is given."),
    "ratio": ("layers", _LAYERS, "The break is in the ratio: which of the two ends is divided by which."),
    "threshold": ("scale", _SCALE, "The break is at a threshold: where one range ends and the next begins."),
    "verdict": ("scale", _SCALE, "The break is in the verdict: which range the number falls into."),
    "saturation": (
        "saturation",
        "A sigmoid is flat where |z| is large",
        "The break is in finding the flat parts: there next to nothing passes back.",
    ),
    "figure": (
        "figure",
        "Four views in one figure",
        "The break is in what the figure shows, not in the numbers behind it.",
    ),
    "numerical": (
        "difference",
        "A slope from two points",
        "The break is in the finite difference: a small step to either side, over twice the step.",
    ),
}


def diagram(step: str) -> Diagram | None:
    """The diagram of a step, or None for a word that is not in the vocabulary."""
    if step not in _KNOWN:
        return None
    template, title, caption = _KNOWN[step]
    return Diagram(template, step, title, caption)


STEPS = frozenset(_KNOWN)
