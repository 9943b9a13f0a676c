"""The exam: hidden tests collected once, run on one submission after another. Trusted side; all judging is done here.

Test authors use the fixtures `student`, `open_student`, `reference`, `rng` and `task_rng`, the marks of `marks`, and
`Way`, `chain`, `check`, `generator`, `hold`, `keep`, `look`, `observe` and `record` from here.
"""

from grader.exam import check
from grader.exam.chain import Way, chain
from grader.exam.recording import generator, hold, keep, look, observe, record
from grader.exam.seeds import choose_seed, practice_seed
from grader.exam.session import Exam

__all__ = ["Exam", "Way", "chain", "check", "choose_seed", "generator", "hold", "keep", "look", "observe",
           "practice_seed", "record"]  # fmt: skip
