"""The scripts that `installs` makes of the ready-made files: whole, in the files' order, and such as bash can read."""

import subprocess
from collections.abc import Callable

import pytest

from tests.environments import jobs
from tests.environments.installs import places

SCRIPTS = (jobs.github, jobs.forgejo, jobs.azure, jobs.in_image)


@pytest.mark.parametrize("make", SCRIPTS)
def test_each_grades_after_what_it_installs_and_bash_can_read_it(make: Callable[[], str]) -> None:
    script = make()
    subprocess.run(["bash", "-n", "-c", script], check=True)
    assert "${{" not in script
    grades = script.index("grader ci" if make is not jobs.github else '/grader" ci')
    assert make is jobs.in_image or script.index("pip install") < grades
    assert script.rindex("grade.json") > grades, "what is left is read at last"


def test_every_place_is_a_script_that_bash_can_read() -> None:
    for place in places():
        subprocess.run(["bash", "-n", "-c", place.steps], check=True)


def test_an_expression_that_a_runner_would_know_and_this_does_not_is_told() -> None:
    assert jobs.fill("a ${{ inputs.b }}", {"inputs.b": "c"}) == "a c"
    with pytest.raises(KeyError, match="secrets"):
        jobs.fill("${{ secrets.TOKEN }}", {})
