"""The files that a course takes as they are (`action.yml`, `ci/`, `Dockerfile` and the like): valid, and they grade."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from grader.assignment import Assignment
from grader.cli.dispatch import build_app
from tests.support.lent import lend_fonts
from tests.support.tiny import SOLUTION

ROOT = Path(__file__).resolve().parents[2]
SCHEMAS = {
    "action.yml": "github-actions",
    ".github/workflows/grade.yml": "github-workflows",
    "ci/forgejo.yml": "github-workflows",
    "ci/gitlab.yml": "gitlab-ci",
    "ci/bitbucket-pipelines.yml": "bitbucket-pipelines",
    "ci/azure-pipelines.yml": "azure-pipelines",
    "ci/circleci.yml": "circle-ci",
}
"""Which schema each is checked by. check-jsonschema has them from where each platform keeps its own."""
HOOKS = ["ci/post-receive", "ci/pre-commit-config.yaml", ".pre-commit-hooks.yaml"]
FILES = [*SCHEMAS, "ci/Jenkinsfile", "Dockerfile", *HOOKS]
CHECK = (sys.executable, "-m", "check_jsonschema", "--regex-variant", "python", "--builtin-schema")


def text(name: str) -> str:
    return (ROOT / name).read_text("utf-8")


def read(name: str) -> Any:
    return yaml.safe_load(text(name))


@pytest.mark.drawn(2)
@pytest.mark.parametrize("name", SCHEMAS)
def test_the_platform_can_read_it(name: str) -> None:
    checked = subprocess.run(
        [*CHECK, f"vendor.{SCHEMAS[name]}", str(ROOT / name)], check=False, capture_output=True, text=True
    )
    assert checked.returncode == 0, checked.stdout


def test_a_file_that_a_platform_cannot_read_is_found(tmp_path: Path) -> None:
    (tmp_path / "action.yml").write_text(text("action.yml").replace("using: composite", "using: nothing"))
    call = [*CHECK, "vendor.github-actions", str(tmp_path / "action.yml")]
    assert subprocess.run(call, check=False, capture_output=True).returncode == 1


@pytest.mark.parametrize("name", FILES)
def test_every_call_of_the_command_is_one(name: str) -> None:
    lines = "\n".join(line for line in text(name).splitlines() if not line.lstrip().startswith(("#", "//")))
    scripts = re.sub(r"\\\n|[\"'{}\[\]@]", " ", lines)
    for call in re.findall(r"(?:^|[ /])grader ((?:ci|check)\b[^\n&|>]*)", scripts):
        function, _, _ = build_app().parse_args(_filled(call), exit_on_error=False, print_error=False)
        assert function.__name__ in {"ci", "check"}


def _filled(call: str) -> str:
    """A call of a script with values for its variables."""
    known = {"ISOLATION": "jailed", "MIN_SCORE": "0", "chosen": ""}
    return re.sub(r"\$(\w+)(/\w+)?", lambda found: known.get(found[1], "some"), call)


def test_no_input_of_the_action_can_become_a_command() -> None:
    scripts = [step["run"] for step in read("action.yml")["runs"]["steps"] if "run" in step]
    assert len(scripts) == 3
    assert not [script for script in scripts if "${{" in script]


@pytest.mark.parametrize("name", [".github/workflows/grade.yml", "ci/forgejo.yml"])
def test_a_checkout_keeps_no_token_and_the_course_lies_outside_of_the_work(name: str) -> None:
    (job,) = read(name)["jobs"].values()
    checkouts = [step["with"] for step in job["steps"] if step.get("uses", "").startswith("actions/checkout@")]
    assert [each["persist-credentials"] for each in checkouts] == [False, False]
    assert {each["path"] for each in checkouts} == {"work", "course"}


def test_the_workflow_gives_the_action_only_what_it_takes() -> None:
    (job,) = read(".github/workflows/grade.yml")["jobs"].values()
    (given,) = (step["with"] for step in job["steps"] if step.get("uses") == "./course")
    assert set(given) <= set(read("action.yml")["inputs"])


@pytest.mark.parametrize("name", ["action.yml", "Dockerfile", "ci/forgejo.yml", "ci/azure-pipelines.yml"])
def test_a_course_is_installed_with_its_own_assignments_and_what_these_require(name: str) -> None:
    script = re.sub(r"\\\n\s*", "", text(name))
    (install,) = re.findall(r"pip install (.*?)$", script, re.MULTILINE)
    assert "--editable" in install, "a wheel has the assignment of the demo, and no other"
    (file,) = re.findall(r"--requirement (\S+)", install)
    assert re.search(rf"distributions/libraries\.py.* > {re.escape(file)}", script)


@pytest.mark.parametrize(
    ("names", "required"),
    [
        ((), {"pandas>=2.2", "scikit-learn>=1.6"}),
        (("tidy_data", ""), {"pandas>=2.2", "scikit-learn>=1.6"}),
        (("python_basics",), set()),
    ],
)
def test_what_assignments_require_is_told_before_anything_is_installed(
    names: tuple[str, ...], required: set[str], tmp_path: Path
) -> None:
    call = [sys.executable, "-I", "-S", str(ROOT / "distributions" / "libraries.py"), *names]
    done = subprocess.run(call, check=True, capture_output=True, text=True, cwd=tmp_path)
    assert set(done.stdout.splitlines()) == required


def test_an_assignment_that_the_course_has_not_ends_the_step() -> None:
    call = [sys.executable, str(ROOT / "distributions" / "libraries.py"), "nothing_like_it"]
    done = subprocess.run(call, check=False, capture_output=True, text=True)
    assert done.returncode != 0
    assert done.stderr.startswith("There is no assignment 'nothing_like_it'")


@pytest.mark.parametrize(
    ("requires", "code"),
    [
        ("['pandas>=2.2', 'scikit-learn[plots] ~= 1.6; python_version > \"3\"', 'six']", 0),
        ("'pandas'", 1),
        ("[3]", 1),
        ("['./a_folder']", 1),
        ("['-r another.txt']", 1),
        ("['pandas --pre']", 1),
        ("['pandas>=2 --pre']", 1),
        ('["pandas>=2\\n--pre"]', 1),
    ],
    ids=["libraries", "text", "number", "path", "option", "option of a name", "option of a version", "second line"],
)
def test_only_libraries_are_passed_to_pip(requires: str, code: int, tmp_path: Path) -> None:
    script = shutil.copy(ROOT / "distributions" / "libraries.py", _made(tmp_path / "distributions"))
    (_made(tmp_path / "assignments" / "some") / "assignment.toml").write_text(f"requires = {requires}\n")
    done = subprocess.run([sys.executable, script], check=False, capture_output=True, text=True)
    assert (done.returncode, bool(done.stdout)) == (code, not code), done.stdout
    assert ("write a list of libraries as for pip" in done.stderr) == bool(code), done.stderr


def _made(folder: Path) -> Path:
    folder.mkdir(parents=True)
    return folder


@pytest.mark.drawn(1)
@pytest.mark.parametrize("modules, score, code", [(2, 5, 0), (1, 3, 1)])
def test_the_action_grades_and_fails_below_the_least_score(
    tiny: Assignment, tmp_path: Path, modules: int, score: int, code: int
) -> None:
    work = tmp_path / "the work"
    work.mkdir()
    for name, source in list(SOLUTION.items())[:modules]:
        (work / name).write_text(source)
    done = _action(tiny, tmp_path, work, tmp_path / "outputs", MIN_SCORE="4")
    assert (done.returncode, f"{score} of 5 points" in done.stdout) == (code, True), done.stderr
    said = dict(line.split("=", 1) for line in (tmp_path / "outputs").read_text().splitlines())
    assert said == {"score": str(score), "max-score": "5", "report": str(tmp_path / "results" / "report.html")}
    assert Path(said["report"]).is_file()


def _action(
    tiny: Assignment, tmp_path: Path, work: Path, outputs: Path, **inputs: str
) -> subprocess.CompletedProcess[str]:
    """Runs the action's last step as GitHub would: its script, with its variables."""
    step = read("action.yml")["runs"]["steps"][-1]
    _link_command(tmp_path / "runner" / "grader" / "bin")
    lend_fonts(tmp_path)
    values = dict.fromkeys(step["env"], "") | {
        "COURSE": str(tiny.folder.parents[1]),
        "ASSIGNMENT": tiny.folder.name,
        "ISOLATION": "jailed",
        "MIN_SCORE": "0",
        "OUTPUT": str(tmp_path / "results"),
        "SUBMISSION": str(work),
        "RUNNER_TEMP": str(tmp_path / "runner"),
        "GITHUB_ACTIONS": "true",
        "GITHUB_OUTPUT": str(outputs),
        **inputs,
    }
    environment = {"PATH": os.environ["PATH"], "HOME": str(tmp_path), **values}
    call = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]]
    return subprocess.run(call, check=False, env=environment, cwd=tmp_path, capture_output=True, text=True)


def _link_command(folder: Path) -> None:
    folder.mkdir(parents=True)
    (folder / "grader").write_text(
        f'#!/bin/sh\nexec "{sys.executable}" -P -c "from grader.start import main; main()" "$@"\n'
    )
    (folder / "grader").chmod(0o755)


def test_a_push_to_a_server_of_ones_own_is_graded(tiny: Assignment, tmp_path: Path) -> None:
    bare, clone, results = tmp_path / "bare.git", tmp_path / "clone", tmp_path / "results"
    _link_command(tmp_path / "bin")
    lend_fonts(tmp_path)
    git = _git(tmp_path, COURSE=str(tiny.folder), RESULTS=str(results), PATH=f"{tmp_path / 'bin'}:{os.environ['PATH']}")
    git("init", "--quiet", "--bare", str(bare))
    (bare / "hooks" / "post-receive").symlink_to(ROOT / "ci" / "post-receive")
    git("init", "--quiet", "--initial-branch", "main", str(clone))
    for name, source in SOLUTION.items():
        (clone / name).write_text(source)
    git("-C", str(clone), "add", ".")
    git("-C", str(clone), "commit", "--quiet", "--message", "Hand in")
    pushed = git("-C", str(clone), "push", str(bare), "HEAD:refs/heads/week one$(touch hit)".replace(" ", "-"))
    assert re.search(r"Grading [0-9a-f]{10} \.\.\.[^\0]*5 of 5 points", pushed)
    (graded,) = results.iterdir()
    assert json.loads((graded / "grade.json").read_text())["score"] == 5
    assert not list(tmp_path.rglob("hit"))
    assert "points" not in git("-C", str(clone), "push", str(bare), ":week-one$(touch-hit)")


def _git(home: Path, **environment: str) -> Any:
    """Runs git with nobody's settings; gives what it printed."""
    names = {f"GIT_{who}_{what}": "x@example.com" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    values = {"HOME": str(home), "GIT_CONFIG_NOSYSTEM": "1", **names, **environment}

    def git(*arguments: str) -> str:
        done = subprocess.run(["git", *arguments], env=values, capture_output=True, text=True, check=True)
        return done.stdout + done.stderr

    return git


def test_a_commit_is_held_to_the_public_tests_and_told_why() -> None:
    (hook,) = read(".pre-commit-hooks.yaml")
    ((local,),) = [repository["hooks"] for repository in read("ci/pre-commit-config.yaml")["repos"]]
    assert hook.items() <= local.items()
    assert local["additional_dependencies"] == ["grader-check"]
    function, bound, _ = build_app().parse_args(
        hook["entry"].removeprefix("grader "), exit_on_error=False, print_error=False
    )
    assert function.__name__ == "check"
    assert bound.arguments["strict"] is True
    assert not bound.arguments.get("quiet")


def test_the_image_that_developers_use_has_the_set_up_of_the_project() -> None:
    assert "uv sync" in json.loads(text(".devcontainer/devcontainer.json"))["postCreateCommand"]


def test_the_image_of_a_course_is_made_from_what_is_here() -> None:
    copied = re.findall(r"^COPY (\S+) (\S+)$", text("Dockerfile"), re.MULTILINE)
    assert copied == [(".", "/course")]
    assert not {"solutions", "assignments", "grader"} & set(text(".dockerignore").split())


def test_an_assignment_that_is_not_right_is_named_and_keeps_no_other_out_of_the_image(tmp_path: Path) -> None:
    (loop,) = re.findall(r"&& (for each in .+?; done)$", text("Dockerfile").replace("\\\n", ""), re.MULTILINE)
    for name in ("broken", "good"):
        (tmp_path / "course" / "assignments" / name).mkdir(parents=True)
    stub = tmp_path / "grader"
    stub.write_text('#!/bin/sh\necho "$@"\ncase $2 in */broken/) exit 3;; esac\n')
    stub.chmod(0o755)
    done = subprocess.run(
        ["sh", "-ec", loop.replace("/course/", f"{tmp_path}/course/")],
        env={"PATH": f"{tmp_path}:/usr/bin:/bin"},
        capture_output=True,
        text=True,
        check=True,
    )
    tried = [f"test {tmp_path}/course/assignments/{name}/ --record" for name in ("broken", "good")]
    assert done.stdout.splitlines() == tried
    (said,) = done.stderr.splitlines()
    assert said.startswith(f"grader: no record for {tmp_path}/course/assignments/broken/, it ended with 3: ")


@pytest.mark.parametrize("told", ["41.3.1", ""])
def test_the_image_has_the_version_that_its_build_is_told(
    told: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (variable,) = re.findall(r'(\w+)="\$VERSION" python -m pip', text("Dockerfile"))
    monkeypatch.setenv(variable, told)
    build = (sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path))
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    (wheel,) = tmp_path.iterdir()
    assert (wheel.name.split("-")[1] == "41.3.1") == bool(told)
