"""The given modules: the functions are right for every number, and the data are what the contract says."""

from collections import Counter
from types import SimpleNamespace

import numpy as np
import pytest

from tests.support.loading import HANDOUT, load_flat
from tests.support.oracles import FloatArray

FUNCTIONS = ["sigmoid", "sigmoid_derivative", "tanh", "tanh_derivative", "relu", "relu_derivative"]
EXTREMES = [-np.inf, -1e308, -1e3, -40.0, -0.0, 0.0, 40.0, 1e3, 1e308, np.inf]
COMPLEX_STEP = 1e-30


@pytest.fixture(scope="module")
def given() -> SimpleNamespace:
    """The modules of the handout."""
    return load_flat(HANDOUT)


@pytest.mark.parametrize("name", FUNCTIONS)
def test_extreme_numbers_neither_overflow_nor_warn(given: SimpleNamespace, name: str) -> None:
    with np.errstate(over="raise", divide="raise", invalid="raise"):
        values = getattr(given.activations, name)(EXTREMES)
    assert not np.isnan(values).any()


@pytest.mark.parametrize("name", FUNCTIONS)
@pytest.mark.parametrize("shape", [(), (3,), (2, 1), (0, 4), (2, 3, 2)])
def test_a_shape_comes_back_as_it_went_in(given: SimpleNamespace, name: str, shape: tuple[int, ...]) -> None:
    for values in (np.zeros(shape), np.zeros(shape, dtype=int)):
        result = getattr(given.activations, name)(values)
        assert (np.shape(result), result.dtype) == (shape, np.float64)


@pytest.mark.parametrize("name", FUNCTIONS)
@pytest.mark.parametrize("number", [2, -3, 0.5, True])
def test_a_python_number_comes_back_as_a_numpy_float(given: SimpleNamespace, name: str, number: float) -> None:
    """The source lesson's relu_derivative failed on an int."""
    assert isinstance(getattr(given.activations, name)(number), np.float64)


def test_sigmoid_and_tanh_are_what_they_are_called(given: SimpleNamespace) -> None:
    z = np.linspace(-30, 30, 601)
    np.testing.assert_allclose(given.activations.sigmoid(z), 1 / (1 + np.exp(-z)), rtol=1e-14)
    np.testing.assert_allclose(given.activations.tanh(z), np.tanh(z))
    assert given.activations.sigmoid([-np.inf, np.inf]).tolist() == [0.0, 1.0]


@pytest.mark.parametrize(
    "name,function", [("sigmoid", lambda z: 1 / (1 + np.exp(-z))), ("tanh", np.tanh)], ids=["sigmoid", "tanh"]
)
def test_derivatives_agree_with_complex_steps(given: SimpleNamespace, name: str, function: np.ufunc) -> None:
    z = np.linspace(-8, 8, 161)
    slopes = function(z + 1j * COMPLEX_STEP).imag / COMPLEX_STEP
    np.testing.assert_allclose(getattr(given.activations, f"{name}_derivative")(z), slopes, rtol=1e-13, atol=1e-15)


def test_sigmoid_derivative_keeps_its_digits_on_both_sides(given: SimpleNamespace) -> None:
    left, right = given.activations.sigmoid_derivative([-40.0, 40.0])
    assert left == right == pytest.approx(np.exp(-40.0), rel=1e-14)


def test_relu_has_slope_zero_at_its_kink(given: SimpleNamespace) -> None:
    tiny = np.nextafter(0, 1)
    assert given.activations.relu([-1.0, 0.0, 2.5]).tolist() == [0.0, 0.0, 2.5]
    assert given.activations.relu_derivative([-1.0, -tiny, -0.0, 0.0, tiny, 7]).tolist() == [0, 0, 0, 0, 1, 1]
    assert given.activations.relu_derivative(0) == 0


@pytest.mark.parametrize("shape", [(), (1,), (5,), (2, 3)])
def test_loss_is_the_mean_and_its_derivative_is_that_of_the_mean(
    given: SimpleNamespace, rng: np.random.Generator, shape: tuple[int, ...]
) -> None:
    p, y = rng.uniform(0.05, 0.95, size=shape), rng.integers(0, 2, size=shape)
    loss = given.activations.bce_loss(p, y)
    assert type(loss) is float
    assert loss == pytest.approx(np.mean(np.where(y == 1, -np.log(p), -np.log(1 - p))), rel=1e-14)

    def moved(q: FloatArray) -> float:
        value: float = given.activations.bce_loss(q, y)
        return value

    h = 1e-6
    flat = np.eye(p.size).reshape(-1, *shape)
    slopes = np.reshape([(moved(p + h * e) - moved(p - h * e)) / (2 * h) for e in flat], shape)
    np.testing.assert_allclose(given.activations.bce_loss_derivative(p, y), slopes, rtol=1e-8)


@pytest.mark.parametrize("p,y", [(0.0, 1), (1.0, 0), (0.0, 0), (1.0, 1), (-3.0, 1), (5.0, 0)])
def test_certain_predictions_are_clipped(given: SimpleNamespace, p: float, y: int) -> None:
    clipped = min(max(p, 1e-15), 1 - 1e-15)
    with np.errstate(all="raise"):
        loss = given.activations.bce_loss(p, y)
        derivative = given.activations.bce_loss_derivative(p, y)
    assert loss == pytest.approx(-np.log(clipped) if y else -np.log1p(-clipped), rel=1e-12)
    assert derivative == pytest.approx(-1 / clipped if y else 1 / (1 - clipped), rel=1e-12)


def test_one_target_serves_many_predictions(given: SimpleNamespace) -> None:
    predictions = np.array([0.2, 0.8])
    assert given.activations.bce_loss(predictions, 1) == pytest.approx(-np.mean(np.log(predictions)))
    np.testing.assert_allclose(given.activations.bce_loss_derivative(predictions, 1), -0.5 / predictions)


def test_features_are_what_their_names_say(given: SimpleNamespace) -> None:
    features, labels, names, texts = given.data_generators.load_sports_dataset()
    assert names == ["word_count", "has_team", "has_exclamation"]
    assert (features.shape, features.dtype, labels.shape, labels.dtype) == (
        (len(texts), 3),
        np.float64,
        (len(texts),),
        np.int64,
    )
    assert len(texts) == len(set(texts)) >= 24
    words = [{word.strip(".,!?").lower() for word in text.split()} for text in texts]
    assert features[:, 0].tolist() == [len(text.split()) for text in texts]
    assert features[:, 1].tolist() == [bool(mine & {"dolphins", "fins", "miami"}) for mine in words]
    assert features[:, 2].tolist() == ["!" in text for text in texts]


def test_row_0_is_the_published_tweet(given: SimpleNamespace) -> None:
    features, labels, _, texts = given.data_generators.load_sports_dataset()
    assert (texts[0], features[0].tolist(), labels[0]) == ("Go Dolphins!", [2.0, 1.0, 1.0], 1)


def test_every_combination_of_features_occurs_with_both_labels(given: SimpleNamespace) -> None:
    features, labels, _, _ = given.data_generators.load_sports_dataset()
    found = Counter((*row[1:], label) for row, label in zip(features.tolist(), labels.tolist(), strict=True))
    assert len(found) == 8
    assert min(found.values()) >= 3


def test_a_change_to_the_data_does_not_reach_the_next_caller(given: SimpleNamespace) -> None:
    features, labels, names, texts = given.data_generators.load_sports_dataset()
    features[:], labels[:] = 0, 0
    names.clear()
    texts.clear()
    assert given.data_generators.load_sports_dataset()[0][0].tolist() == [2.0, 1.0, 1.0]
    assert len(given.data_generators.load_sports_dataset()[2]) == 3
