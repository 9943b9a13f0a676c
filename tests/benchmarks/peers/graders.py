"""The graders side by side; each has its own environment, made from the package index."""

from tests.benchmarks.peers.grader import Grader
from tests.benchmarks.peers.per_student import BarePytest, Check50, GradescopeUtils, Otter, PrairieLearn
from tests.benchmarks.peers.whole_class import Nbgrader, Ours

GRADERS: tuple[type[Grader], ...] = (Ours, BarePytest, GradescopeUtils, Check50, PrairieLearn, Otter, Nbgrader)
