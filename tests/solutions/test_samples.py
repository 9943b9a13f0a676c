"""The samples of `grader demo` are what their table says: one is right, the others have exactly the fault they show."""

import signal
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from tests.support.loading import HANDOUT, SAMPLES, load_flat
from tests.support.oracles import FloatArray
from tests.support.samples import copy_sources, lay_out, samples

ARCHITECTURES = ([3, 1], [3, 5, 2, 1], [3, 2, 6, 4, 1])
ACTIVATIONS = ("sigmoid", "tanh", "relu")


@pytest.fixture
def ada(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> SimpleNamespace:
    """The modules of the perfect sample; its log file goes to a directory of the test's own."""
    monkeypatch.chdir(tmp_path)
    return load_flat(SAMPLES / "ada-perfect", HANDOUT)


@pytest.fixture
def ben(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> SimpleNamespace:
    """The modules of the sample with two mistakes."""
    monkeypatch.chdir(tmp_path)
    return load_flat(SAMPLES / "ben-two-mistakes", SAMPLES / "ada-perfect", HANDOUT)


def assert_same(found: Any, wanted: Any) -> None:
    """Compares nested dicts and sequences down to numbers and words; a list is as good as an array."""
    if isinstance(wanted, dict):
        assert set(found) == set(wanted)
        for key, value in wanted.items():
            assert_same(found[key], value)
    elif isinstance(wanted, list | tuple):
        assert len(found) == len(wanted)
        for one, other in zip(found, wanted, strict=True):
            assert_same(one, other)
    elif isinstance(wanted, str | None):
        assert found == wanted
    else:
        assert np.shape(found) == np.shape(wanted)
        np.testing.assert_allclose(found, wanted, rtol=1e-9, atol=1e-12)


def share_parameters(one: Any, other: Any, rng: np.random.Generator) -> None:
    """Gives two networks of one architecture the same random parameters."""
    one.weights = [rng.normal(size=weights.shape) for weights in other.weights]
    one.biases = [rng.normal(size=bias.shape) for bias in other.biases]
    other.weights, other.biases = [w.copy() for w in one.weights], [b.copy() for b in one.biases]


def twins(student: SimpleNamespace, reference: SimpleNamespace, rng: np.random.Generator, *how: object) -> Any:
    """A network of the student's and one of the reference with the same parameters."""
    mine = student.multi_layer_network.MultiLayerNetwork(*how)
    theirs = reference.multi_layer_network.MultiLayerNetwork(*how)
    share_parameters(mine, theirs, rng)
    return mine, theirs


def test_the_table_lists_every_folder_and_every_base() -> None:
    table = samples()
    assert {folder.name for folder in SAMPLES.iterdir() if folder.is_dir()} == set(table) - {"cyd-stubs"}
    assert {sample.based_on for sample in table.values()} <= {*table, "handout", "-"}


@pytest.mark.parametrize("repeat", range(5))
def test_ada_is_right_in_task_1_1(
    ada: SimpleNamespace, reference: SimpleNamespace, rng: np.random.Generator, repeat: int
) -> None:
    arguments = {"x": rng.normal(), "t": rng.normal(), "bias": rng.normal(), "step": 1e-4}
    vectors = {"inputs": rng.normal(size=repeat + 1), "weights": rng.normal(size=repeat + 1).tolist()}
    assert_same(
        ada.chain_rule_basics.demonstrate_chain_rule_basics(**arguments, **vectors),
        reference.chain_rule_basics.demonstrate_chain_rule_basics(**arguments, **vectors),
    )


@pytest.mark.parametrize("gradient", [1.0, -7.3, 1e4])
def test_ada_is_right_in_task_1_2(
    ada: SimpleNamespace, reference: SimpleNamespace, rng: np.random.Generator, gradient: float
) -> None:
    arguments = (rng.normal(size=4), gradient, rng.normal(size=30))
    assert_same(
        ada.gradient_magnitudes.analyze_gradient_magnitudes(*arguments),
        reference.gradient_magnitudes.analyze_gradient_magnitudes(*arguments),
    )


@pytest.mark.parametrize("y", [0, np.array([1.0])], ids=["0", "[1]"])
@pytest.mark.parametrize("activation", ACTIVATIONS)
@pytest.mark.parametrize("sizes", ARCHITECTURES, ids=str)
def test_ada_is_right_in_task_2_1(
    ada: SimpleNamespace,
    reference: SimpleNamespace,
    rng: np.random.Generator,
    x: FloatArray,
    sizes: list[int],
    activation: str,
    y: int,
) -> None:
    mine, theirs = twins(ada, reference, rng, sizes, activation)
    assert_same(mine.forward_pass(x), theirs.forward_pass(x))
    assert_same(mine.forward_pass(x, store_activations=False), theirs.forward_pass(x, store_activations=False))
    _, activations, z_values = theirs.forward_pass(x)
    assert_same(mine.backward_pass(x, y, activations, z_values), theirs.backward_pass(x, y, activations, z_values))
    assert mine.count_parameters() == theirs.count_parameters()


def test_ada_draws_xavier_weights_and_refuses_unknown_activations(ada: SimpleNamespace) -> None:
    network = ada.multi_layer_network.MultiLayerNetwork([40, 60], rng=np.random.default_rng(0))
    assert network.weights[0].std() == pytest.approx(np.sqrt(2 / 100), rel=0.05)
    with pytest.raises(ValueError, match="softmax"):
        ada.multi_layer_network.MultiLayerNetwork([2, 1], "softmax")


def test_ada_is_right_in_tasks_3_1_and_3_2(
    ada: SimpleNamespace, reference: SimpleNamespace, rng: np.random.Generator, x: FloatArray
) -> None:
    networks = {
        f"{sizes} {activation}": twins(ada, reference, rng, sizes, activation)[1]
        for sizes in ARCHITECTURES
        for activation in ACTIVATIONS
    }
    networks["saturated"] = twins(ada, reference, rng, [3, 4, 3, 1])[1]
    networks["saturated"].biases[1] += 9.0
    wanted = reference.gradient_flow.analyze_gradient_flow(networks, x, 0)
    found = ada.gradient_flow.analyze_gradient_flow(networks, x, 0)
    assert_same(found, wanted)
    assert 2 in found["saturated"]["saturated_layers"]
    figure = ada.gradient_visualization.visualize_gradient_flow(wanted)
    assert [axes.get_yscale() for axes in figure.axes] == ["log", "log", "linear", "log"]


@pytest.mark.parametrize("sizes", ARCHITECTURES, ids=str)
@pytest.mark.parametrize("y", [0, 1])
def test_ada_is_right_in_task_4_1(
    ada: SimpleNamespace, reference: SimpleNamespace, rng: np.random.Generator, x: FloatArray, sizes: list[int], y: int
) -> None:
    mine, theirs = (part.detailed_backprop.DetailedBackpropNetwork(sizes) for part in (ada, reference))
    assert_same(mine.weights, theirs.weights)
    share_parameters(mine, theirs, rng)
    passed = theirs.detailed_forward_pass(x, verbose=False)
    assert_same(mine.detailed_forward_pass(x, verbose=True), passed)
    assert_same(mine.detailed_backward_pass(x, y, *passed[1:]), theirs.detailed_backward_pass(x, y, *passed[1:]))
    for found, wanted in zip(mine.numerical_gradients(x, y), theirs.numerical_gradients(x, y), strict=True):
        for one, other in zip(found, wanted, strict=True):
            np.testing.assert_allclose(one, other, rtol=0, atol=1e-10)


def test_ada_is_right_in_task_4_2(ada: SimpleNamespace, reference: SimpleNamespace, x: FloatArray) -> None:
    network = reference.detailed_backprop.DetailedBackpropNetwork([3, 4, 2, 1])
    assert_same(
        ada.backprop_verification.verify_backpropagation(), reference.backprop_verification.verify_backpropagation()
    )
    assert_same(
        ada.backprop_verification.verify_backpropagation(network, x, 0, 1e-2),
        reference.backprop_verification.verify_backpropagation(network, x, 0, 1e-2),
    )


@pytest.mark.parametrize("activation", ["sigmoid", "tanh"])
def test_ben_is_wrong_in_the_hidden_gradients_of_2_1_and_in_nothing_else_of_it(
    ben: SimpleNamespace, reference: SimpleNamespace, rng: np.random.Generator, x: FloatArray, activation: str
) -> None:
    mine, theirs = twins(ben, reference, rng, [3, 4, 2, 1], activation)
    assert_same(mine.forward_pass(x), theirs.forward_pass(x))
    _, activations, z_values = theirs.forward_pass(x)
    found, wanted = (net.backward_pass(x, 1, activations, z_values)[0] for net in (mine, theirs))
    agreements = [np.allclose(one, other, rtol=1e-5) for one, other in zip(found, wanted, strict=True)]
    assert agreements == [False, False, True]


def test_ben_turns_the_decay_ratio_of_3_1_upside_down(
    ben: SimpleNamespace, reference: SimpleNamespace, x: FloatArray
) -> None:
    networks = {"net": reference.multi_layer_network.MultiLayerNetwork([3, 4, 4, 1], rng=np.random.default_rng(0))}
    found, wanted = (part.gradient_flow.analyze_gradient_flow(networks, x, 1)["net"] for part in (ben, reference))
    assert found["decay_ratio"] == pytest.approx(1 / wanted["decay_ratio"])
    assert_same(found["magnitudes"], wanted["magnitudes"])


@pytest.mark.parametrize(
    "name,changed",
    [
        ("ben-two-mistakes", {"multi_layer_network.py", "gradient_flow.py"}),
        ("cyd-stubs", set()),
        ("dora-crash", {"chain_rule_basics.py"}),
        ("eli-endless-loop", {"backprop_verification.py"}),
        ("fay-syntax-error", {"gradient_magnitudes.py"}),
    ],
)
def test_a_sample_differs_from_its_base_in_the_faulty_modules_only(
    tmp_path: Path, name: str, changed: set[str]
) -> None:
    based_on = samples()[name].based_on
    if based_on == "handout":
        base = tmp_path / "base"
        base.mkdir()
        copy_sources(HANDOUT, base)
    else:
        base = lay_out(based_on, tmp_path / "base")
    sample = lay_out(name, tmp_path / "sample")
    assert {file.name for file in sample.iterdir()} == {file.name for file in base.iterdir()}
    differing = {file.name for file in sample.iterdir() if file.read_bytes() != (base / file.name).read_bytes()}
    assert differing == changed


def run(folder: Path, code: str, cpu_seconds: int = 30) -> subprocess.CompletedProcess[str]:
    """Runs code in a folder of flat modules, and ends it where it takes more processor time than it may."""
    limits = (
        f"import resource as r; r.setrlimit(r.RLIMIT_CPU, ({cpu_seconds},) * 2); r.setrlimit(r.RLIMIT_CORE, (0, 0))"
    )
    command = [sys.executable, "-c", f"{limits}\n{code}"]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


def test_dora_kills_the_interpreter_where_ada_returns(tmp_path: Path) -> None:
    code = "import chain_rule_basics as m; m.demonstrate_chain_rule_basics(); print('still here')"
    assert run(lay_out("dora-crash", tmp_path / "dora"), code).returncode == -signal.SIGSEGV
    assert run(lay_out("ada-perfect", tmp_path / "ada"), code).stdout.endswith("still here\n")


def test_eli_never_returns_where_ada_does(tmp_path: Path) -> None:
    """Two seconds of processor time are a hundred times what the honest check takes."""
    code = "import backprop_verification as m; m.verify_backpropagation(); print('still here')"
    ended = run(lay_out("eli-endless-loop", tmp_path / "eli"), code, cpu_seconds=2)
    assert ended.returncode in {-signal.SIGXCPU, -signal.SIGKILL}
    assert run(lay_out("ada-perfect", tmp_path / "ada"), code).stdout.endswith("still here\n")


def test_fay_has_a_syntax_error_on_the_line_of_the_open_bracket(tmp_path: Path) -> None:
    ended = run(lay_out("fay-syntax-error", tmp_path / "fay"), "import gradient_magnitudes")
    assert ended.returncode == 1
    assert "SyntaxError" in ended.stderr
    assert "on line 32" in ended.stderr
