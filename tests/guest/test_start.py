"""Which layers can be had is found out before any library is imported, and as it is found by what needs them."""

import platform
import subprocess
import sys
from pathlib import Path

import pytest

from grader.host.levels import survey
from grader.model import Isolation
from grader.wire.zygote_messages import Layer

pytestmark = pytest.mark.skipif(platform.system() != "Linux", reason="only Linux has layers to miss")
ROOT = Path(__file__).resolve().parents[2]
ASK = """
import sys
from tests.environments.restrict import restrict
restrict(sys.argv[1])
from grader.guest.start import missing_layer
from grader.wire.zygote_messages import Layer
print(missing_layer(tuple(map(Layer, sys.argv[2:]))))
print("numpy" in sys.modules, "matplotlib" in sys.modules)
"""


def asked(refused: str, *layers: Layer) -> list[str]:
    """What is missing where this is refused, and whether NumPy and Matplotlib were imported to find out."""
    call = [sys.executable, "-c", ASK, refused, *layers]
    return subprocess.run(call, cwd=ROOT, capture_output=True, text=True, check=True).stdout.splitlines()


@pytest.mark.parametrize(
    "refused,layers",
    [("namespaces", (Layer.NAMESPACES,)), ("apparmor", (Layer.NAMESPACES,)), ("landlock", (Layer.LANDLOCK,))],
)
def test_a_missing_layer_is_named_with_the_kernels_reason_and_nothing_is_imported_for_it(
    refused: str, layers: tuple[Layer, ...]
) -> None:
    problem, imported = asked(refused, *layers)
    assert problem.startswith(f"{layers[0]}: ")
    assert imported == "False False"


def test_what_no_kernel_refuses_is_not_missing() -> None:
    assert asked("nothing", Layer.LANDLOCK, Layer.SECCOMP) == ["", "False False"]


def test_the_survey_takes_a_level_that_can_be_had() -> None:
    zygote, missing = survey()
    assert zygote is not None
    with zygote:
        assert list(missing) == list(Isolation)[: list(Isolation).index(zygote.level)]
