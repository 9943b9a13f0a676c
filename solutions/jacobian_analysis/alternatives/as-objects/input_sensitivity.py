import functools
import math


@functools.total_ordering
class Input:
    def __init__(self, name, column):
        self.name, self.sensitivity = name, math.hypot(*column)

    def __eq__(self, other):
        return (self.name, self.sensitivity) == (other.name, other.sensitivity)

    def __lt__(self, other):
        return (other.sensitivity, self.name) < (self.sensitivity, other.name)

    def kind(self, low, high):
        return "insensitive" if self.sensitivity < low else "moderate" if self.sensitivity <= high else "sensitive"


def classify_inputs(jacobian, names, low=0.1, high=1.0):
    inputs = [Input(name, column) for name, column in zip(names, jacobian.T)]
    return {
        "sensitivities": {each.name: each.sensitivity for each in inputs},
        "classes": {each.name: each.kind(low, high) for each in inputs},
        "ranking": tuple(each.name for each in sorted(inputs)),
    }
