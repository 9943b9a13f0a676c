"""What the ready-made files have CI systems do with a push, as scripts for bash: each of their steps, in their order.

Each is run in a clone of the course and leaves what a runner would have read. `tests.environments.installs` runs them.
"""

import re
import shlex
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parents[2]
SAMPLE = "solutions/multilayer_chain_rule/samples/ada-perfect"
EXPRESSION = re.compile(r"\$\{\{ *([\w.-]+) *\}\}")
PYTHON = "python3 -m venv ../python && export PATH=$PWD/../python/bin:$PATH"
"""What `setup-python`, `UsePythonVersion` and an image give: a `python` into which its user may install."""
CHECKOUTS = f"mkdir ../workspace && cp -r . ../workspace/course && cp -r {SAMPLE} ../workspace/work && cd ../workspace"
IS_RIGHT = """grep -q '"score": *100' {}/grade.json && test -s {}/report.html"""


def github() -> str:
    """The steps of `action.yml`, as `.github/workflows/grade.yml` calls it."""
    workflow, action = _read(".github/workflows/grade.yml"), _read("action.yml")
    called = workflow[True]["workflow_call"]["inputs"]  # `on` is a truth to YAML
    (given,) = (step["with"] for step in workflow["jobs"]["grade"]["steps"] if step.get("uses") == "./course")
    defaults = {f"inputs.{name}": str(each.get("default", "")) for name, each in called.items()}
    inputs = {name: str(each["default"]) for name, each in action["inputs"].items()}
    inputs |= {name: fill(str(value), defaults) for name, value in given.items()}
    values = {f"inputs.{name}": value for name, value in inputs.items()} | {"github.action_path": "$PWD/course"}
    steps = [_step(step["run"], step["env"], values) for step in action["runs"]["steps"] if "run" in step]
    runner = "mkdir ../runner && export GITHUB_ACTIONS=true CI=true RUNNER_TEMP=$PWD/../runner RUNNER_OS=Linux"
    files = "export GITHUB_OUTPUT=$PWD/../outputs GITHUB_STEP_SUMMARY=$PWD/../summary GITHUB_REPOSITORY=org/ada"
    read = f"grep -qx score=100 ../outputs && grep -q 100 ../summary && {right('grader-results')}"
    return " && ".join((PYTHON, CHECKOUTS, runner, files, *steps, read))


def forgejo() -> str:
    """The steps of `ci/forgejo.yml`."""
    steps = [step["run"] for step in _read("ci/forgejo.yml")["jobs"]["grade"]["steps"] if "run" in step]
    runner = "export GITHUB_ACTIONS=true FORGEJO_ACTIONS=true GITHUB_STEP_SUMMARY=$PWD/../summary"
    read = f"grep -q 100 ../summary && {right('grader-results')}"
    return " && ".join((PYTHON, CHECKOUTS, runner, *(_step(step) for step in steps), read))


def azure() -> str:
    """The steps of `ci/azure-pipelines.yml`, in the folder that they name."""
    (job,) = _read("ci/azure-pipelines.yml")["jobs"]
    steps = [step for step in job["steps"] if "bash" in step]
    if {step["workingDirectory"] for step in steps} != {"$(Pipeline.Workspace)/s"}:
        raise ValueError("A step is made elsewhere: the folders here are no longer those of the file.")
    return " && ".join((PYTHON, CHECKOUTS, *(_step(step["bash"]) for step in steps), right("grader-results")))


def in_image() -> str:
    """The scripts of systems whose jobs run in the image of the `Dockerfile`, one after another on copies of a work."""
    (gitlab,) = _read("ci/gitlab.yml").values()
    (bitbucket,) = _read("ci/bitbucket-pipelines.yml")["pipelines"]["default"]
    (circle,) = _read("ci/circleci.yml")["jobs"].values()
    commands = [step["run"]["command"] for step in circle["steps"] if isinstance(step, dict) and "run" in step]
    (jenkins,) = re.findall(r"sh '(.*)'", (ROOT / "ci" / "Jenkinsfile").read_text("utf-8"))
    variables = "export GITLAB_CI=true CI_PROJECT_DIR=$PWD CI_JOB_URL=https://gitlab.example/-/jobs/7;"
    return " && ".join((
        _copied("gitlab", [f"{variables} {line}" for line in gitlab["script"]], "grader-results"),
        _copied("bitbucket", bitbucket["step"]["script"], "test-results"),
        _copied("circleci", commands, "grader-results"),
        f"mkdir ~/jenkins && cp -r /checkout/{SAMPLE} ~/jenkins/work && cd ~/jenkins && {jenkins}",
        right("grader-results"),
    ))  # fmt: skip


def fill(text: str, values: Mapping[str, str]) -> str:
    """A text with its expressions evaluated. Raises KeyError for one that is not known here."""
    return EXPRESSION.sub(lambda found: values[found[1]], text)


def right(results: str) -> str:
    """A command that fails unless the right work got all points and a report."""
    return IS_RIGHT.format(results, results)


def _copied(system: str, lines: list[str], results: str) -> str:
    """Lines that are run in a checkout of their own."""
    steps = " && ".join(_step(line) for line in lines)
    return f"cp -r /checkout/{SAMPLE} ~/{system} && cd ~/{system} && {steps} && {right(results)}"


def _step(script: str, env: Mapping[str, str] | None = None, values: Mapping[str, str] | None = None) -> str:
    """A step as a runner calls it: bash alone with its script, which ends at the first command that fails."""
    variables = [f'{name}="{fill(text, values or {})}"' for name, text in (env or {}).items()]
    return " ".join(["env", *variables, "bash --noprofile --norc -eo pipefail -c", shlex.quote(script)])


def _read(name: str) -> Any:
    return yaml.safe_load((ROOT / name).read_text("utf-8"))
