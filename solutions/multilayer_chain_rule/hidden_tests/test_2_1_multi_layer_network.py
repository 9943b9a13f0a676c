"""Hidden tests of Task 2.1: a network of any depth with backpropagation.

Forward and backward pass are judged apart: the backward pass gets the activations of the reference. Layers are of
unequal width and biases are not zero, so that transposed gradients and neighbouring layers are told apart.
"""

import itertools
from collections.abc import Sequence
from typing import Any

import numpy as np
import pytest
from msgspec import Struct
from numpy.typing import NDArray

from grader.exam import check, observe
from grader.host.guest import CallFailedError
from grader.host.proxy import Observation, Proxy

pytestmark = pytest.mark.task("2.1")

NAME = "MultiLayerNetwork"
ACTIVATIONS = ("sigmoid", "tanh", "relu")
SHAPES = ((3, 5, 4, 1), (4, 2, 6, 3, 1), (2, 3, 1))
DEEP = (2, 4, 3, 6, 5, 1)
Floats = NDArray[np.float64]


class Case(Struct, frozen=True):
    """A network of the reference, a sample, and what the forward pass makes of it."""

    network: Any
    x: Floats
    output: Floats
    activations: list[Floats]
    z_values: list[Floats]

    @property
    def sizes(self) -> list[int]:
        """The layer sizes."""
        return [*self.network.layer_sizes]

    @property
    def telling(self) -> bool:
        """Whether no z lies near ReLU's kink or far out, each hidden layer has units of both signs, and all learn."""
        hidden = self.z_values[:-1]
        _, _, magnitudes = self.network.backward_pass(self.x, 0, self.activations, self.z_values)
        return (
            all(0.05 < abs(number) < 4.0 for z in self.z_values for number in z)
            and all(z.min() < 0.0 < z.max() for z in hidden)
            and min(magnitudes) > 1e-3
        )


def draw_case(reference: Any, rng: np.random.Generator, sizes: Sequence[int], activation: str) -> Case:
    """Draws networks and samples until one is telling."""
    while True:
        network = reference.MultiLayerNetwork(sizes, activation, rng)
        network.weights = [1.5 * weights for weights in network.weights]
        network.biases = [0.7 * rng.standard_normal(bias.shape) for bias in network.biases]
        x = rng.uniform(0.3, 2.0, sizes[0]) * rng.choice([-1.0, 1.0], sizes[0])
        case = Case(network, x, *network.forward_pass(x))
        if case.telling:
            return case


def method(owner: Any, name: str) -> Any:
    """A function, class or method of the student's, where it is one."""
    check.true(isinstance(owner, Proxy), f"{NAME}(...) should make an object with {name}.")
    found = getattr(owner, name)
    check.true(isinstance(found, Proxy), f"{name} should be something to call.")
    return found


def create(student: Any, *arguments: object, **keywords: object) -> Any:
    """An object of the student's class."""
    made = method(student, NAME)(*arguments, **keywords)
    check.true(isinstance(made, Proxy), f"{NAME}(...) should make an object of your class.")
    return made


def rebuild(student: Any, case: Case) -> Any:
    """The student's network with the parameters of a case."""
    network = create(student, case.sizes, case.network.activation)
    set_parameters(network, case)
    return network


def set_parameters(network: Any, case: Case) -> None:
    """Gives a student's network the parameters of a case."""
    network.weights = case.network.weights
    network.biases = case.network.biases


def run_backward(network: Any, case: Case, label: object) -> Observation:
    """The student's backward pass on the reference's activations."""
    return observe(method(network, "backward_pass"), case.x, label, case.activations, case.z_values)


def compare_backward(network: Any, case: Case, label: object, parts: Sequence[int] = (0, 1, 2)) -> None:
    """Compares some of the three things that the backward pass returns."""
    expected = case.network.backward_pass(case.x, label, case.activations, case.z_values)
    returned = check.items(run_backward(network, case, label).returned, 3, "backward_pass(...)")
    with check.drawn(returned[2], expected[2], "gradient magnitude", "layer"):
        for part in parts:
            what = ("gradients_w", "gradients_b", "gradient_magnitudes")[part]
            check.close(returned[part], expected[part], what)


def unchanged(after: object, before: Sequence[Floats], what: str) -> None:
    """Requires every array to be what it was, bit for bit."""
    for index, (mine, array) in enumerate(zip(check.items(after, len(before), what), before, strict=True)):
        same = check.array(mine, array.shape, f"{what}[{index}]") == array
        check.true(same.all(), f"{what}[{index}] was changed by the call.")


def generator(student: Any, seed: int) -> Any:
    """A NumPy generator in the guest: it cannot travel, so it is made there, with the student's own numpy."""
    for name in ("np", "numpy"):
        try:
            found = getattr(student, name)
            for step in ("random", "default_rng"):
                found = getattr(found, step) if isinstance(found, Proxy) else None
        except CallFailedError:
            continue
        made = found(seed) if isinstance(found, Proxy) else None
        if isinstance(made, Proxy):
            return made
    check.true(condition=False, sentence="Keep the stub's `import numpy as np`: this test needs it.")
    return None


@pytest.mark.points(1.5)
def test_attributes(student: Any, rng: np.random.Generator) -> None:
    """A new network has all attributes, with weights and biases in the right shapes and the biases zero."""
    for sizes, activation in (([4, 3, 5, 1], "tanh"), ([2, 6, 1], "relu"), ([3, int(rng.integers(4, 8)), 2], None)):
        network = create(student, sizes, activation) if activation else create(student, sizes)
        check.equal(network.layer_sizes, sizes, "layer_sizes")
        check.equal(network.num_layers, len(sizes) - 1, "num_layers")
        check.equal(network.activation, activation or "sigmoid", "activation")
        weights = check.items(network.weights, len(sizes) - 1, "weights")
        check.close(network.biases, [np.zeros(size) for size in sizes[1:]], "biases")
        for index, mine in enumerate(weights):
            drawn = check.array(mine, (sizes[index], sizes[index + 1]), f"weights[{index}]")
            check.true(np.unique(drawn).size == drawn.size, f"weights[{index}] should hold random numbers.")


@pytest.mark.points(1.5)
def test_xavier_weights(student: Any) -> None:
    """The weights are drawn from a normal distribution with Xavier's standard deviation."""
    sizes = [120, 40, 90]
    weights = check.items(create(student, sizes, rng=generator(student, 71)).weights, 2, "weights")
    for index, (n_prev, n_next) in enumerate(itertools.pairwise(sizes)):
        what, deviation = f"weights[{index}]", np.sqrt(2.0 / (n_prev + n_next))
        drawn = check.array(weights[index], (n_prev, n_next), what) / deviation
        check.true(np.isfinite(drawn).all(), f"{what} holds NaN or infinity.")
        check.true(abs(drawn.mean()) < 5.0 / np.sqrt(drawn.size), f"The mean of {what} should be 0.")
        check.true(abs(drawn.std() - 1.0) < 0.06, f"The standard deviation of {what} is not Xavier's.")
        # Within one standard deviation lie 68.3 % of a normal distribution and 57.7 % of a uniform one.
        check.true(abs(np.mean(np.abs(drawn) < 1.0) - 0.683) < 0.04, f"{what} should be normally distributed.")


@pytest.mark.points(1)
def test_weights_come_from_rng(student: Any) -> None:
    """The same generator gives the same weights, another one gives others."""
    shapes = ((3, 4), (4, 2))
    first, again, other = (
        check.items(create(student, [3, 4, 2], "tanh", generator(student, seed)).weights, 2, "weights")
        for seed in (5, 5, 6)
    )
    for index, shape in enumerate(shapes):
        what = f"weights[{index}]"
        mine, same, different = (check.array(drawn[index], shape, what) for drawn in (first, again, other))
        check.true((mine == same).all(), f"{what} should be drawn from rng: two generators with one seed differ.")
        check.true((mine != different).all(), f"{what} should be drawn from rng: it ignores the generator's seed.")


@pytest.mark.points(1)
def test_unknown_activation(student: Any) -> None:
    """An activation that is none of the three raises ValueError, and the three do not."""
    for activation in ACTIVATIONS:
        check.equal(create(student, [3, 2, 1], activation).activation, activation, "activation")
    for activation in ("softmax", "leaky_relu", ""):
        check.raises(ValueError, method(student, NAME), [3, 2, 1], activation)


@pytest.mark.points(1)
def test_count_parameters(student: Any, rng: np.random.Generator) -> None:
    """All weights and biases are counted, for networks of any depth."""
    middle = [int(size) for size in rng.integers(2, 9, 3)]
    for sizes in ([4, 1], [2, 3, 1], [5, *middle, 2]):
        count = sum((n_prev + 1) * n_next for n_prev, n_next in itertools.pairwise(sizes))
        counted = method(create(student, sizes), "count_parameters")()
        check.equal(counted, count, "count_parameters()")


@pytest.mark.points(1)
@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_forward_pass(student: Any, reference: Any, rng: np.random.Generator, activation: str) -> None:
    """The forward pass returns the output, all activations and all z."""
    for sizes in ((3, 5, 4, 1), (4, 3, 6, 2), (3, 1)):
        case = draw_case(reference, rng, sizes, activation)
        returned = check.items(method(rebuild(student, case), "forward_pass")(case.x), 3, "forward_pass(...)")
        check.close(returned[2], case.z_values, f"z_values of a {activation} network")
        check.close(returned[1], case.activations, f"activations of a {activation} network")
        check.close(returned[0], case.output, f"output of a {activation} network")


@pytest.mark.points(0.5)
def test_forward_pass_output_only(student: Any, reference: Any, rng: np.random.Generator) -> None:
    """With store_activations=False the forward pass returns only the output."""
    for sizes, activation in zip(SHAPES, ACTIVATIONS, strict=True):
        case = draw_case(reference, rng, sizes, activation)
        forward = method(rebuild(student, case), "forward_pass")
        check.close(forward(case.x, store_activations=False), case.output, "forward_pass(x, store_activations=False)")


@pytest.mark.points(2)
@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_weight_gradients(student: Any, reference: Any, rng: np.random.Generator, activation: str) -> None:
    """The gradients of the weights of every layer, for both labels."""
    for sizes in SHAPES:
        case = draw_case(reference, rng, sizes, activation)
        network = rebuild(student, case)
        for label in (0, 1):
            compare_backward(network, case, label, (0,))


@pytest.mark.points(1)
@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_bias_gradients(student: Any, reference: Any, rng: np.random.Generator, activation: str) -> None:
    """The gradients of the biases of every layer, for both labels."""
    for sizes in SHAPES:
        case = draw_case(reference, rng, sizes, activation)
        network = rebuild(student, case)
        for label in (1, 0):
            compare_backward(network, case, label, (1,))


@pytest.mark.points(1.5)
def test_gradient_magnitudes(student: Any, reference: Any, rng: np.random.Generator) -> None:
    """The gradient magnitudes are the norms of dL/dz, first layer first."""
    for activation in ACTIVATIONS:
        case = draw_case(reference, rng, DEEP, activation)
        network = rebuild(student, case)
        for label in (0, 1):
            compare_backward(network, case, label, (2,))


@pytest.mark.points(1)
def test_any_depth(student: Any, reference: Any, rng: np.random.Generator) -> None:
    """Backpropagation works without hidden layers and through four of them."""
    for sizes, activation in (((3, 1), "relu"), ((2, 1), "sigmoid"), (DEEP, "tanh"), (DEEP, "sigmoid")):
        case = draw_case(reference, rng, sizes, activation)
        compare_backward(rebuild(student, case), case, 1)


@pytest.mark.points(0.5)
@pytest.mark.feedback("inputs")
def test_label_forms(student: Any, reference: Any, rng: np.random.Generator) -> None:
    """The label may be an int, a float or an array of shape (1,)."""
    case = draw_case(reference, rng, (3, 4, 2, 1), "tanh")
    network = rebuild(student, case)
    for label in (1, 0.0, np.array([1.0]), np.array([0])):
        compare_backward(network, case, label)


@pytest.mark.points(1.5)
def test_parameters_as_they_are(student: Any, reference: Any, rng: np.random.Generator) -> None:
    """Both passes use the weights and biases as they are at the call."""
    network = create(student, [3, 5, 4, 1], "tanh")
    for _ in range(3):
        case = draw_case(reference, rng, (3, 5, 4, 1), "tanh")
        set_parameters(network, case)
        check.close(method(network, "forward_pass")(case.x, False), case.output, "output after a change of weights")  # noqa: FBT003 # by position on purpose
        compare_backward(network, case, 1)


@pytest.mark.points(1)
def test_own_forward_and_backward(student: Any, reference: Any, rng: np.random.Generator) -> None:
    """The backward pass works on what your own forward pass returns, sample after sample."""
    case = draw_case(reference, rng, (4, 3, 5, 1), "sigmoid")
    network = rebuild(student, case)
    for label in (0, 1):
        x = rng.standard_normal(4)
        forward = case.network.forward_pass(x)
        expected = case.network.backward_pass(x, label, *forward[1:])
        mine = check.items(method(network, "forward_pass")(x), 3, "forward_pass(...)")
        check.close(mine, forward, "forward_pass(...)")  # only what is known to be numbers may go back
        returned = method(network, "backward_pass")(x, label, mine[1], mine[2])
        check.close(returned, expected, "backward_pass(...)")


@pytest.mark.points(1)
def test_nothing_else_changes(student: Any, reference: Any, rng: np.random.Generator) -> None:
    """The backward pass changes neither the parameters nor its arguments, and gives the same result twice."""
    for activation in ACTIVATIONS:
        case = draw_case(reference, rng, (3, 5, 2, 1), activation)
        network = rebuild(student, case)
        compare_backward(network, case, 0)
        x, _, activations, z_values = check.items(run_backward(network, case, 0).arguments, 4, "the arguments")
        unchanged([x], [case.x], "x")
        unchanged(activations, case.activations, "activations")
        unchanged(z_values, case.z_values, "z_values")
        unchanged(network.weights, case.network.weights, "weights")
        unchanged(network.biases, case.network.biases, "biases")
        compare_backward(network, case, 0)
