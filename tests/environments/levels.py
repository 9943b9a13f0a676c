"""What `grader doctor` says in each kind of place: `python -m tests.environments.levels` prints the table of the docs.

Containers, hardened and old kernels are simulated: the kernel refuses what they refuse, and users and capabilities are
those that they leave. Needs Linux, root, setpriv and unshare of util-linux, and uv.
"""

import json
import os
import platform
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.support.lent import lend_bytecode, lend_fonts

ROOT = Path(__file__).resolve().parents[2]
RESTRICT = Path(__file__).with_name("restrict.py")
USER = 65_534
SECONDS = 300
DOCKERS_CAPABILITIES = (
    "chown,dac_override,fsetid,fowner,mknod,net_raw,setgid,setuid,setfcap,setpcap,net_bind_service,sys_chroot,kill,"
    "audit_write"
)
SYSTEM_PYTHON = Path("/usr/bin/python3")
OLDEST = (3, 11)
FEWER = """
from grader.cli.launch import main
from grader.host.doctor.canaries import GROUPS
for group in GROUPS.keys() - {groups!r}:
    del GROUPS[group]
main()
"""


@dataclass(frozen=True)
class Place:
    """A kind of place, in the words of the table."""

    name: str
    refusals: str = "nothing"
    user: bool = False
    capabilities: str = ""
    mapped: bool = False

    def prefix(self) -> list[str]:
        """The commands that make a process what it is there."""
        words = ["unshare", "--user", "--map-root-user"] if self.mapped else []
        if self.user:
            return [*words, "setpriv", f"--reuid={USER}", f"--regid={USER}", "--clear-groups"]
        if not self.capabilities:
            return words
        kept = "" if self.capabilities == "none" else "".join(f",+{name}" for name in self.capabilities.split(","))
        return [*words, "setpriv", f"--bounding-set=-all{kept}", f"--inh-caps=-all{kept}"]


PLACES = (
    Place("this machine, root"),
    Place("this machine, ordinary user", user=True),
    Place("Docker's default profile, root", "docker", capabilities=DOCKERS_CAPABILITIES),
    Place("Docker's default profile, root, `--cap-drop ALL`", "docker", capabilities="none"),
    Place("Docker's default profile, ordinary user", "docker", user=True),
    Place("rootless container with one user mapped", "docker", mapped=True),
    Place("hosted runner with AppArmor's restriction, ordinary user", "apparmor", user=True),
    Place("`kernel.unprivileged_userns_clone=0`, ordinary user", "user-namespaces", user=True),
    Place("`user.max_user_namespaces=0`, ordinary user", "any-user-namespace", user=True),
    Place("Linux before 5.13 (no Landlock), root", "landlock"),
    Place("Linux before 5.13 (no Landlock), ordinary user", "landlock", user=True),
)


@dataclass(frozen=True)
class Answer:
    """What the doctor said."""

    level: str
    stopped: str
    missing: Sequence[str]
    findings: dict[str, bool]


def ask(place: Place, command: Sequence[str | Path]) -> Answer:
    """Runs a doctor in a place. Raises RuntimeError where it says nothing."""
    with tempfile.TemporaryDirectory() as home:
        lend_fonts(Path(home))
        for each in (Path(home), *Path(home).rglob("*")):
            each.chmod(0o777)  # for whoever it is run by
        environment = {"PATH": os.defpath, "HOME": home, "TMPDIR": home}
        python = str(SYSTEM_PYTHON) if place.user else sys.executable
        call = [*place.prefix(), python, str(RESTRICT), place.refusals]
        done = subprocess.run(
            [*call, *map(str, command), "doctor", "--json"],
            cwd="/",
            env=environment,
            capture_output=True,
            text=True,
            timeout=SECONDS,
            check=False,
        )
    if not done.stdout:
        raise RuntimeError(f"{place.name}: {done.stderr}")
    report = json.loads(done.stdout)
    findings = {result["name"]: result["fine"] for result in report["results"]}
    tried = {result["name"]: result["fine"] for result in report["results"] if result["group"] != "control"}
    return Answer(report["isolation"], f"{sum(tried.values())} of {len(tried)}", report["missing"], findings)


@contextmanager
def installed() -> Iterator[Path]:
    """The command of a grader that is installed from its wheel where every user can run it."""
    base = SYSTEM_PYTHON if _is_new_enough(SYSTEM_PYTHON) else Path(sys.executable)
    with tempfile.TemporaryDirectory(prefix="grader-levels-") as folder:
        Path(folder).chmod(0o755)
        uv, python = shutil.which("uv") or "uv", f"{folder}/environment/bin/python"
        build = (sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", f"{folder}/dist")
        make = (uv, "venv", "--quiet", "--python", str(base), f"{folder}/environment")
        for command in (build, make):
            subprocess.run(command, cwd=ROOT, stdout=subprocess.DEVNULL, check=True)
        (wheel,) = Path(folder, "dist").glob("*.whl")
        versions = ("--constraint", str(ROOT / "constraints.txt"))
        subprocess.run((uv, "pip", "install", "--quiet", "--python", python, str(wheel), *versions), check=True)
        (packages,) = Path(folder, "environment", "lib").glob("python*/site-packages")
        lend_bytecode(packages)
        compiled = ("-m", "compileall", "-q", "-x", "bundled", str(packages / "grader"))  # other users could not
        subprocess.run((python, *compiled), check=True)
        yield Path(folder, "environment", "bin", "grader")


def _is_new_enough(python: Path) -> bool:
    probe = f"import sys; sys.exit(sys.version_info < {OLDEST})"
    return python.exists() and subprocess.run([python, "-c", probe], check=False).returncode == 0


def with_groups(command: Path, groups: Collection[str]) -> list[str]:
    """An installed grader whose doctor makes only the attempts of these groups, besides the controls."""
    return [str(command.with_name("python")), "-P", "-c", FEWER.format(groups=frozenset(groups))]


def main() -> None:
    """Prints the table, a line for each place and one for the checkout, and whether equal levels found the same."""
    print(f"| place (Linux {platform.release()}, {platform.machine()}) | level | attempts stopped | honest needs |")
    print("|---|---|---|---|")
    with installed() as command:
        checkout = ask(PLACES[0], [sys.executable, "-P", "-m", "grader"])
        answers = {"this machine, root, from a checkout": checkout}
        _print_row("this machine, root, from a checkout", checkout)
        for place in PLACES:
            answers[place.name] = ask(place, [command])
            _print_row(place.name, answers[place.name])
    jailed = {
        name: answer for name, answer in answers.items() if answer.level != "process"
    }  # which depends on the user
    alike = {answer.level: answer.findings for answer in jailed.values()}
    different = [name for name, answer in jailed.items() if answer.findings != alike[answer.level]]
    print(f"\nEqual levels with a jail found the same everywhere{f', but in: {different}' if different else '.'}")


def _print_row(name: str, answer: Answer) -> None:
    needs = [fine for attempt, fine in answer.findings.items() if attempt in _controls()]
    print(f"| {name} | {answer.level} | {answer.stopped} | {sum(needs)} of {len(needs)} |", flush=True)


def _controls() -> frozenset[str]:
    from grader.host.doctor.canaries import CONTROLS  # noqa: PLC0415 # only for this table

    return frozenset(CONTROLS)


if __name__ == "__main__":
    main()
