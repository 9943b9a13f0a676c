"""How thirty submissions in the style of public designs are graded: `python -m tests.benchmarks.designs [NAME...]`.

For each, as modules and as a messy notebook: its label, its score, what the diagnosis named. Below: how many wrong ones
got a name, and everything that is not as the table says.
"""

import sys
import tempfile
from pathlib import Path

from grader.assignment import Assignment, load_assignment
from grader.exam import Exam
from grader.model import Grade
from tests.support.designs import Design, as_modules, as_notebook, lost, mistakes, read_designs
from tests.support.loading import HANDOUT

FORMS = (as_modules, as_notebook)


def main() -> None:
    """Grades and prints."""
    assignment = load_assignment(HANDOUT)
    chosen = [design for design in read_designs() if design.name in sys.argv[1:] or len(sys.argv) == 1]
    named = wrong = 0
    with Exam(assignment) as exam:
        for design in chosen:
            grades = [_grade(exam, design, assignment, form) for form in range(len(FORMS))]
            wrong += bool(design.wrong)
            named += bool(design.wrong) and all(mistakes(grade) for grade in grades)
            _show(design, grades)
    print(f"{len(chosen)} designs, {wrong} wrong, {named} of them named in both forms")


def _grade(exam: Exam, design: Design, assignment: Assignment, form: int) -> Grade:
    with tempfile.TemporaryDirectory() as folder:
        return exam.grade(FORMS[form](design, assignment, Path(folder)))


def _show(design: Design, grades: list[Grade]) -> None:
    label = " and ".join(design.wrong) or "right"
    scores = "  ".join(f"{grade.score:6.2f}" for grade in grades)
    names = [" + ".join(sorted(set().union(*mistakes(grade).values()))) or "-" for grade in grades]
    told = names[0] if len(set(names)) == 1 else " / ".join(names)
    print(f"{design.name:28} {label:6} {scores}  {told}", flush=True)
    for grade in grades:
        if lost(grade) != set(design.wrong):
            print(f"    lost points in {', '.join(sorted(lost(grade))) or 'no task'}")
        for task, found in mistakes(grade).items():
            if found not in [set(group) for group in design.wrong.get(task, ())]:
                print(f"    {task} is called {', '.join(sorted(found))}, which is not what it is")


if __name__ == "__main__":
    main()
