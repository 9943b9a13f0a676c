"""Twenty failures of students, as edits of a correct solution, and what the student reads about the first test."""

from typing import NamedTuple

from grader.assignment import Assignment
from grader.feedback.view import for_student
from grader.model import Grade, Outcome, Submission, TestResult


class Failure(NamedTuple):
    """A task and edits of its reference module; an empty passage stands for the whole module."""

    task: str
    old: str
    new: str


DEMONSTRATION = '    return {\n        "single": _single(x, step),'
NOT_WRITTEN = "    raise NotImplementedError\n" + DEMONSTRATION
GRADIENTS = "return gradients_w, deltas, [float(np.linalg.norm(delta)) for delta in deltas]"
FLOW = '"decay_ratio": ratio,'
FAILURES = {
    "01-not-written-yet": Failure("1.1", DEMONSTRATION, NOT_WRITTEN),
    "02-syntax-error": Failure(
        "1.1", "def _single(x: float, step: float) -> Single:", "def _single(x: float, step: float) -> Single"
    ),
    "03-name-misspelt": Failure("1.1", "def demonstrate_chain_rule_basics(", "def demonstrate_chainrule_basics("),
    "04-key-missing": Failure("1.1", '        "dg_dx": dg_dx,\n', ""),
    "05-returns-none": Failure("1.1", DEMONSTRATION, "    return None\n" + DEMONSTRATION),
    "06-wrong-number": Failure("1.1", '"dh_dx": dh_dg * dg_dx,', '"dh_dx": dh_dg,'),
    "07-opposite-sign": Failure("1.1", "dx_dt, dy_dt = -y, x", "dx_dt, dy_dt = y, x"),
    "08-array-for-a-number": Failure("1.1", '"da_db": da_dz,', '"da_db": da_dz * np.ones(1),'),
    "09-not-a-number": Failure(
        "1.1", '"z": z,\n        "a": float(sigmoid(z)),', '"z": z,\n        "a": float("nan"),'
    ),
    "10-wrong-word": Failure("1.2", "if magnitude < VANISHING_BELOW:", "if magnitude <= VANISHING_BELOW:"),
    "11-transposed": Failure("2.1", "np.outer(a, delta) for a, delta", "np.outer(delta, a) for a, delta"),
    "12-too-few-layers": Failure("2.1", GRADIENTS, GRADIENTS.replace("gradients_w,", "gradients_w[1:],")),
    "13-all-zero": Failure("2.1", GRADIENTS, GRADIENTS.replace("deltas,", "[0 * delta for delta in deltas],")),
    "14-float32": Failure(
        "2.1", "np.outer(a, delta) for a, delta", "np.outer(a, delta).astype(np.float32) for a, delta"
    ),
    "15-raises": Failure(
        "2.1", "inputs = [np.asarray(x, dtype=np.float64), *activations[1:-1]]", "inputs = activations[99]"
    ),
    "16-changes-its-arguments": Failure(
        "2.1", "deltas = self._deltas(", "z_values[0][:] = 0.0\n        deltas = self._deltas("
    ),
    "17-never-returns": Failure("3.1", "    ratio = _decay_ratio(magnitudes)", "    while True: pass\n    ratio = 1"),
    "18-crashes": Failure("3.1", "    ratio = _decay_ratio(magnitudes)", "    import os; os._exit(1)\n    ratio = 1"),
    "19-prints-when-quiet": Failure(
        "4.1", "        if verbose:\n            print(", "        if True:\n            print("
    ),
    "20-no-figure": Failure("3.2", "    return figure", "    return figure.axes"),
}


def submission(assignment: Assignment, failure: Failure) -> Submission:
    """The reference with one failure."""
    files = {f"{task.module}.py": (assignment.solution / f"{task.module}.py").read_text() for task in assignment.tasks}
    module = next(f"{task.module}.py" for task in assignment.tasks if task.id == failure.task)
    if files[module].count(failure.old) != 1:
        raise ValueError(f"{failure.old!r} has to occur once in {module}")
    files[module] = files[module].replace(failure.old, failure.new)
    encoded = {name: text.encode() for name, text in files.items()}
    return Submission(id="student", digest="sha256:0", files=encoded, problems={})


def told(grade: Grade) -> str:
    """What the student may read of the first test that did not pass, as plain text."""
    test = next(test for task in for_student(grade).tasks for test in task.tests if test.outcome is not Outcome.PASSED)
    return "\n".join([test.title, "", *_sentences(test), "", *_calls(test)]).rstrip() + "\n"


def _sentences(test: TestResult) -> list[str]:
    return [part.text for part in test.evidence.findings]


def _calls(test: TestResult) -> list[str]:
    if not test.evidence.calls:
        return []
    call = test.evidence.calls[-1]
    lines = [f"called     {call.target}({call.signature})", f"ended      {call.call_status}"]
    return [*lines, f"came back  {call.return_kind}"] if call.return_kind else lines
