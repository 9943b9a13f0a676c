"""What Task 3.1 returns for networks that the tests of Task 3.2 draw. Trusted side."""

from typing import Any

import numpy as np

Data = dict[str, dict[str, Any]]

RATIOS = {
    "severe vanishing": (0.001, 0.005),
    "moderate vanishing": (0.02, 0.08),
    "exploding": (15.0, 60.0),
    "healthy": (0.5, 3.0),
}
NAMES = ("ant", "beech", "cedar", "dune", "fern", "gorse", "heron", "iris", "juniper", "kelp", "lark", "moth", "newt")
CENTRES = (0.1, 0.37, 0.63, 0.9)
"""Means of the activations in the layers of the deepest network, in some order."""
SPREAD = 0.9
NEAR = 0.13
"""Half of the distance between two centres: what a bin's width may move a distribution of this spread by."""


def flows(rng: np.random.Generator) -> Data:
    """One network of each diagnosis, in some order; the deepest has four layers and is neither first nor last."""
    diagnoses = [str(word) for word in rng.permutation(list(RATIOS))]
    names, layers = (str(name) for name in rng.choice(NAMES, 4, replace=False)), [2, 4, 3, 2]
    return {
        name: flow(rng, count, rng.uniform(*RATIOS[word]), word)
        for name, count, word in zip(names, layers, diagnoses, strict=True)
    }


def flow(rng: np.random.Generator, layers: int, ratio: float | None, diagnosis: str | None) -> dict[str, Any]:
    """What Task 3.1 returns for one network."""
    widths = [*rng.choice([11, 13, 17, 19], layers - 1, replace=False), 1]
    centres = rng.permutation(CENTRES)[:layers]
    hidden = [centre + rng.uniform(-0.04, 0.04, width) for centre, width in zip(centres, widths, strict=True)]
    output = rng.uniform(0.2, 0.6)
    first = [] if ratio is None else [ratio * output]
    between = rng.uniform(0.7, 0.9, max(layers - 2, 0)).tolist()
    return {
        "magnitudes": [*first, *between, output],
        "num_layers": layers,
        "activations": [np.array([0.2, 0.9, 0.4]), *hidden],
        "z_values": [np.log(a / (1.0 - a)) for a in hidden],
        "decay_ratio": ratio,
        "diagnosis": diagnosis,
        "saturated_layers": [],
    }
