"""Installs and runs the grader in the kinds of place that people have: `python -m tests.environments.installs`.

Prints a line for each, with what was done there, by whom, the date and how it ended: the table of docs/install.md. Of
words that are given each chooses the places whose line has it. Needs Linux, root, setpriv and unshare of util-linux,
git and uv; packages come from where pip and uv are told to get them. The steps are those of the README and of the page.
"""

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from tests.environments import jobs, scripts
from tests.environments.levels import PLACES, RESTRICT, SYSTEM_PYTHON

ROOT = Path(__file__).resolve().parents[2]
USER = 12_345
SECONDS = 1_800
KEPT = re.compile(r"(PIP|UV|SSL|REQUESTS|CURL|GIT_SSL)_\w+|\w+_proxy", re.IGNORECASE)
"""What says where packages come from and whom to trust there; nothing else is passed on."""
PLAIN_PATH = "/usr/bin:/bin"
BUSY = "import sys, time; end = time.monotonic() + float(sys.argv[1])\nwhile time.monotonic() < end: pass"
AS_USER = f"chown -R {USER}:{USER} .. && setpriv --reuid={USER} --regid={USER} --clear-groups bash -ec '{{}}'"
STUDENTS = (
    "python3 -m venv ../student && ../student/bin/pip install -q -c constraints.txt ../dist/grader_check-*.whl"
    " && cp -r assignments/multilayer_chain_rule ../handout && cd ../handout && PATH=$PWD/../student/bin:$PATH"
    " && grader check && sed -i 's/raise NotImplementedError.*/return {}/' gradient_flow.py && grader pack"
)
SLOW_TESTS = "tests/exam tests/hostile tests/guest tests/host tests/gradebook tests/hand_in"
GRADED = "`venv` and pip, one work graded"
SAMPLE = jobs.SAMPLE
GRADE = f"grader grade {SAMPLE} --no-run --output"


@dataclass(frozen=True)
class Place:
    """A kind of place, in the words of the table, and what is done there.

    Attributes:
        steps: A script for bash, run in a clone of this repository; `$HOME` lies beside it.
        user: Whether an ordinary user does it, who has no entry in the list of users.
        around: The command that the script is run by.
        homeless: Whether there is no HOME.
        copied: A Python that is copied to where the user may read it.
        load: The load of the machine that it needs; what is missing of it is made by busy processes beside it.
        needs: A program without which there is no such place here.
    """

    where: str
    how: str
    steps: str
    user: bool = True
    around: tuple[str, ...] = ()
    homeless: bool = False
    copied: Path | None = None
    load: int = 0
    needs: Path = SYSTEM_PYTHON

    @property
    def who(self) -> str:
        """Who does it."""
        return "ordinary user" if self.user else "root"


@cache
def commands(page: str, beginning: str) -> tuple[str, ...]:
    """The commands of a page that begin so, as they stand there."""
    lines = (ROOT / page).read_text("utf-8").splitlines()
    return tuple(line.strip() for line in lines if line.startswith(f"    {beginning}"))


def places() -> Iterator[Place]:
    """All of them."""
    debian = "Debian 12, its own Python, pip managed by the system"
    demo, tests = commands("README.md", "python3 -m")
    (with_uv,) = (line for line in commands("docs/install.md", "python3 -m pip install --target") if "demo" in line)
    quick = f'{tests} -q -m "not slow"'
    yield Place(debian, "the first command of the README, in a new home", demo)
    yield Place(debian, "the first command of the README", demo, user=False)
    yield Place(debian, "uv in a folder of its own, demo", with_uv)
    yield Place(
        debian, "the same as a user, without `ensurepip`, as where python3-venv is not installed",
        f"mount -t tmpfs none /usr/lib/python3.11/ensurepip && {AS_USER.format(demo)}",
        user=False, around=("unshare", "--mount"),
    )  # fmt: skip
    yield Place(debian, "the second command of the README, with `-m 'not slow'`", quick)
    bounded = "1,024 processes and threads, at load 10"
    yield Place(
        debian, f"the same, with a folder that it may not read, {bounded}",
        f"mkdir closed && chmod 0 closed && ulimit -u 1024 && {quick}", load=10,
    )  # fmt: skip
    yield Place(
        debian, f"slow tests of the project (exams, attacks, guests, jails, classes, hand-ins), {bounded}",
        f"ulimit -u 1024 && {tests} -q -m slow {SLOW_TESTS}", load=10,
    )  # fmt: skip
    yield Place(debian, "the students' wheel in a `venv`, `grader check`, `grader pack`", STUDENTS)
    yield Place(debian, "the steps of `action.yml`, as `.github/workflows/grade.yml` calls it", jobs.github())
    yield Place(debian, "the steps of `ci/forgejo.yml`", jobs.forgejo())
    yield Place(debian, "the steps of `ci/azure-pipelines.yml`", jobs.azure())
    yield from _of_students()
    yield from _odd_places()
    yield from _images()
    for python in _interpreters():
        version = subprocess.run([python, "--version"], capture_output=True, text=True, check=True).stdout.strip()
        steps = demo.replace("python3 -m", f"{python} -m")
        where = f"Debian 12, {version}, in root's home, which is closed to others"
        yield Place(where, "the first command of the README, with this Python", steps, user=False)


def _of_students() -> Iterator[Place]:
    hooks = "`ci/pre-commit-config.yaml` with the students' wheel, `.pre-commit-hooks.yaml` by `try-repo`"
    yield Place("Debian 12, pre-commit from PyPI", hooks, scripts.BEFORE_A_COMMIT, user=False)
    where = "a `venv` with ipykernel, NumPy and Matplotlib only"
    yield Place(where, "the last cell of the notebook, in a kernel", scripts.IN_A_NOTEBOOK, user=False)
    where = "Debian 12 of the least packages, its own Python without `venv` and pip, in the folders of Gradescope"
    how = "`setup.sh`, which installs `python3-venv` and uv, and `run_autograder`"
    yield Place(
        where, how, scripts.IN_LEAST_DEBIAN, user=False, around=("unshare", "--mount"), needs=scripts.DEBOOTSTRAP
    )


def _odd_places() -> Iterator[Place]:
    odd = "the same, installed"
    install = ".venv/bin/pip install -q -c constraints.txt . && PATH=$PWD/.venv/bin:$PATH"
    run = f"python3 -m venv .venv && {install} && {GRADE} out"
    yield Place(
        odd, "no HOME, no entry in the list of users; `grader doctor`", f"{run} && grader doctor", homeless=True
    )
    closed = f"python3 -m venv .venv && {install} && chmod 500 $HOME && {GRADE} out"
    yield Place(odd, "a home that cannot be written to", closed)
    small = f"mount -t tmpfs -o size=64k none /dev/shm && {run}"
    yield Place(odd, "64 KiB of /dev/shm", small, user=False, around=("unshare", "--mount"))
    rooted = f"{scripts.CHROOT}; /usr/sbin/chroot $root /bin/bash -ec 'cd /checkout; export HOME=/tmp; {run}'"
    yield Place(odd, "`chroot` into a folder that is no mount point", rooted, user=False, around=("unshare", "--mount"))
    for python in _interpreters()[:1]:
        lib = "export LD_LIBRARY_PATH=$PWD/../python/lib"
        steps = f"{lib}; ../python/bin/{python.name} -m venv .venv && {install} && {GRADE} out && grader check {SAMPLE}"
        how = f"{GRADED}, `grader check`"
        yield Place("a Python that finds its library by `LD_LIBRARY_PATH`", how, steps, copied=python.parents[1])


def _images() -> Iterator[Place]:
    """What is made in images, in a root that nothing but a Python was put into: without a daemon."""
    image = (
        "Debian 13 of the least packages and Python 3.13, as the `Dockerfile` makes it, under Docker's default profile"
    )
    developers = "a root of its own, as the devcontainer makes it"
    runs = (ROOT / "Dockerfile").read_text("utf-8").replace("\\\n", "").splitlines()
    (run,) = (line.removeprefix("RUN ") for line in runs if line.startswith("RUN "))
    create = json.loads((ROOT / ".devcontainer" / "devcontainer.json").read_text("utf-8"))["postCreateCommand"]
    for python in _interpreters()[:1]:
        how = "its `RUN`, then the scripts of GitLab's, Bitbucket's, CircleCI's and Jenkins' files"
        yield _in_slim(python, image, how, f"cd / && {run} && {jobs.in_image()}")
        quick = f"cd /course && {create} && uv run --no-dev grader doctor"
        yield _in_root(python, developers, "its `postCreateCommand`, then `grader doctor`", quick)
    for python in _interpreters("3.10")[:1]:
        install = "python3 -m venv .venv && .venv/bin/pip install -q ."
        steps = f"{install} && PATH={python.parent}:$PATH && {scripts.ON_GRADESCOPE}"
        how = "`grader gradescope`, `setup.sh`, `run_autograder`"
        yield Place(
            "the folders of Gradescope, whose `python3` is 3.10 (a newer one beside it)", how, steps, user=False
        )


def _in_root(python: Path, where: str, how: str, script: str) -> Place:
    """A place whose root holds the course as `/course` and, as an image does, one Python that is called `python`."""
    prefix = python.parents[1]  # where it was built to find its library
    lay_out = (
        f"{scripts.CHROOT}; mkdir -p $root{prefix} $root/home; mount --bind {prefix} $root{prefix};"
        " mount --bind $HOME $root/home; cp -r . $root/course"
    )
    begin = f"export HOME=/home PATH=/image/bin:{PLAIN_PATH}; {python} -m venv /image"
    steps = f"{lay_out}; /usr/sbin/chroot $root /bin/bash -ec '{begin}; {script}'"
    return Place(where, how, steps, user=False, around=("unshare", "--mount"), needs=python)


def _in_slim(python: Path, where: str, how: str, script: str) -> Place:
    """A place whose root is the one of an image, and whose kernel refuses what it refuses to containers."""
    (docker,) = (place for place in PLACES if place.name == "Docker's default profile, root")
    command = [*docker.prefix(), str(SYSTEM_PYTHON), str(RESTRICT), docker.refusals, "/usr/sbin/chroot"]
    begin = "export HOME=/root PATH=/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
    inside = shlex.quote(f"{begin}; {script}")
    root = scripts.SLIM.format(prefix=python.parents[1])
    steps = f"export PATH=/usr/sbin:/sbin:$PATH; {root}; {shlex.join(command)} $root"
    return Place(
        where,
        how,
        f"{steps} /bin/bash -ec {inside}",
        user=False,
        around=("unshare", "--mount"),
        needs=scripts.DEBOOTSTRAP,
    )


def _interpreters(version: str = "3.1[1-9]") -> list[Path]:
    """The Pythons of pyenv that are of these versions, the newest first."""
    found = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv")).glob("versions/3.*/bin/python3.*")
    named = (path for path in found if re.fullmatch(f"python{version}", path.name))
    return sorted(named, key=lambda path: path.parents[1].name, reverse=True)


def try_place(place: Place, folder: Path) -> tuple[bool, str]:
    """Whether its steps end well, and the last that they said."""
    _furnish(place, folder)
    become = ["setpriv", f"--reuid={USER}", f"--regid={USER}", "--clear-groups"] if place.user else []
    call = [*become, *place.around, "bash", "-ec", place.steps]
    missing = max(0, place.load - round(os.getloadavg()[0]))
    busy = [subprocess.Popen([sys.executable, "-c", BUSY, str(SECONDS)]) for _ in range(missing)]
    try:
        done = subprocess.run(
            call,
            cwd=folder / "course",
            env=_environment(place, folder / "home"),
            capture_output=True,
            text=True,
            timeout=SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return False, f"not done after {SECONDS:,} s"
    finally:
        for each in busy:
            each.kill()
            each.wait()
    said = (done.stdout.strip() or done.stderr.strip()).splitlines() or ["nothing was said"]
    if done.returncode == 0:
        return True, said[-1]
    failed = [line for line in said if line.startswith(("FAILED ", "ERROR "))]
    return False, "; ".join([*failed, *said[-2:]])


def _furnish(place: Place, folder: Path) -> None:
    """Lays out a clone, a home with the person's own settings of pip, the students' wheel, and perhaps a Python."""
    folder.chmod(0o755)
    subprocess.run(["git", "clone", "--quiet", str(ROOT), str(folder / "course")], check=True)
    settings, here = Path("~/.config/pip/pip.conf").expanduser(), folder / "home" / ".config" / "pip"
    here.mkdir(parents=True)
    if settings.is_file():
        shutil.copy(settings, here)
    if "../dist/" in place.steps:
        project = f"{ROOT}/distributions/grader-check"
        subprocess.run(["uv", "build", "--quiet", "--wheel", "--out-dir", f"{folder}/dist", project], check=True)
    if place.copied is not None:
        unneeded = shutil.ignore_patterns("test", "*.a", "site-packages")
        shutil.copytree(place.copied, folder / "python", symlinks=True, ignore=unneeded)
    if place.user:
        subprocess.run(["chown", "-R", f"{USER}:{USER}", str(folder)], check=True)


def _environment(place: Place, home: Path) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if KEPT.fullmatch(name)}
    environment = {**kept, "PATH": PLAIN_PATH, "UV_PYTHON_DOWNLOADS": "never"}
    return environment if place.homeless else {**environment, "HOME": str(home)}


def main(words: Sequence[str]) -> int:
    """Tries them one after another, and prints a line for each."""
    print("| where | who | how | result |\n|---|---|---|---|")
    failed = 0
    for place in places():
        line = f"| {place.where} | {place.who} | {place.how} |"
        if not place.needs.exists() or (words and not any(word in line for word in words)):
            continue
        with tempfile.TemporaryDirectory(prefix="grader-installs-", ignore_cleanup_errors=True) as folder:
            began = time.monotonic()
            works, said = try_place(place, Path(folder))
            took = round(time.monotonic() - began)
        failed += not works
        ended = "works" if works else f"fails: {said}"
        load = f"{took} s at load {os.getloadavg()[1]:.0f}"
        print(f"{line} {datetime.now(UTC):%Y-%m-%d}: {ended} ({load}) |", flush=True)
        print(f"  {said}", file=sys.stderr, flush=True)
    return min(failed, 1)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
