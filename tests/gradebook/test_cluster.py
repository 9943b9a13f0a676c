"""A class graded by a Dask cluster of real processes, with TLS: the same results, also when a worker is killed."""

import os
import pickle
import signal
import stat
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING
from unittest.mock import Mock

import pytest
from msgspec.structs import replace

from grader.assignment import Assignment
from grader.errors import GraderError, HarnessError, UsageError
from grader.gradebook.bulk import read_work
from grader.gradebook.bulk_messages import NOTHING_KNOWN, GradingOptions, Known, SubmittedWork, decoded
from grader.gradebook.class_run import ClassRun
from grader.gradebook.cluster.examiner import Examiner, ExamOptions
from grader.gradebook.cluster.shipment import packed_assignment, unpacked_assignment
from grader.gradebook.depends import sources_of
from grader.gradebook.own_rules import OwnRules
from grader.intake import ClassEntry, OpenArchives, Student, discover_class
from grader.model import Grade, Isolation, ScoreChange, Ungraded
from grader.model.options import ClassOptions
from tests.support.needs import needs_programs
from tests.support.timeless import timeless
from tests.support.tiny import SOLUTION

if TYPE_CHECKING:
    from distributed import Client, LocalCluster  # takes a second to import: only who runs these tests waits

NOBODY = Student()
NAMES = ("ann", "bo", "cy", "di", "ed", "flo")
PATIENCE_SECONDS = 60.0
WORK = {
    "bo": "def shift(x): return x\n",
    **dict.fromkeys(("di", "ed", "flo"), "import time\ndef shift(x):\n    time.sleep(0.4)\n    return x + 1.0\n"),
}
"""What differs from the solution; those who sleep give time to kill a worker that has them in hand."""


@pytest.fixture(scope="module")
def tls(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """One certificate, which signs itself, for all that belong to the cluster, as the settings of Dask have it."""
    place = tmp_path_factory.mktemp("tls")
    key, certificate = str(place / "key.pem"), str(place / "cert.pem")
    made = ("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost")
    subprocess.run([*made, "-keyout", key, "-out", certificate], check=True, capture_output=True)
    settings = {"distributed.comm.tls.ca-file": certificate}
    for part in ("scheduler", "worker", "client"):
        settings |= {f"distributed.comm.tls.{part}.key": key, f"distributed.comm.tls.{part}.cert": certificate}
    return settings


@pytest.fixture(scope="module")
def cluster(tls: dict[str, str]) -> Iterator["LocalCluster"]:
    """Two workers, each a process with a nanny, on the loopback alone."""
    import dask  # noqa: PLC0415 # see above
    from distributed import LocalCluster, Security  # noqa: PLC0415

    with dask.config.set(tls):
        security = Security(require_encryption=True)
    with LocalCluster(
        n_workers=2,
        threads_per_worker=1,
        processes=True,
        host="127.0.0.1",
        protocol="tls://",
        security=security,
        dashboard_address="127.0.0.1:0",  # whichever port is free: its pages are served even without a dashboard
    ) as running:
        yield running


@pytest.fixture
def told(tls: dict[str, str]) -> Iterator[None]:
    """Whoever grades has the certificate."""
    import dask  # noqa: PLC0415 # see above

    with dask.config.set(tls):
        yield


@pytest.fixture(scope="module")
def whole_class(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Six students, and an archive that is none."""
    folder = tmp_path_factory.mktemp("class")
    for name in NAMES:
        (folder / name).mkdir()
        for file, source in {**SOLUTION, "tiny_shift.py": WORK.get(name, SOLUTION["tiny_shift.py"])}.items():
            (folder / name / file).write_text(source)
    (folder / "gus.zip").write_text("no archive")
    return folder


@pytest.fixture(scope="module")
def here(tiny: Assignment, whole_class: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """What the workers of this machine make of it."""
    output = tmp_path_factory.mktemp("here") / "out"
    list(class_run(whole_class, tiny, output))
    return timeless(output)


def class_run(folder: Path, assignment: Assignment, output: Path, cluster: "LocalCluster | None" = None) -> ClassRun:
    address = "" if cluster is None else cluster.scheduler_address
    workers = 0 if cluster else 1
    options = ClassOptions(isolation=Isolation.PROCESS, cluster=address, workers=workers)
    return ClassRun(discover_class(folder), assignment, options, output=output)


@needs_programs("openssl")
@pytest.mark.usefixtures("told")
def test_a_cluster_writes_what_one_machine_writes_and_then_grades_only_what_is_new(
    cluster: "LocalCluster", tiny: Assignment, whole_class: Path, here: dict[str, bytes], tmp_path: Path
) -> None:
    results = {each.submission: each for each in class_run(whole_class, tiny, tmp_path / "out", cluster)}
    scores = {name: result.score for name, result in results.items() if isinstance(result, Grade)}
    assert scores == {**dict.fromkeys(NAMES, 5.0), "bo": 3.0}
    assert isinstance(results["gus"], Ungraded)
    assert timeless(tmp_path / "out") == here
    again = class_run(whole_class, tiny, tmp_path / "out", cluster)
    assert len(list(again)) == len(results)
    assert again.unchanged == len(NAMES), "all but who has no grade"
    assert timeless(tmp_path / "out") == here


@needs_programs("openssl")
@pytest.mark.usefixtures("told")
def test_the_death_of_a_worker_costs_a_retry(
    cluster: "LocalCluster", tiny: Assignment, whole_class: Path, here: dict[str, bytes], tmp_path: Path
) -> None:
    run = class_run(whole_class, tiny, tmp_path / "out", cluster)
    with cluster.get_client() as client:  # connected before there is work, which a busy machine may finish meanwhile
        pids: dict[str, int] = client.run(os.getpid)
        results = [next(run)]
        killed, exam = kill_one_at_work(client, pids)
    results += run
    assert len(results) == len(NAMES) + 1
    assert timeless(tmp_path / "out") == here
    with cluster.get_client() as client:
        client.wait_for_workers(2, timeout=PATIENCE_SECONDS)
        assert killed not in client.run(os.getpid).values()
    deadline = time.monotonic() + PATIENCE_SECONDS
    while Path("/proc", str(exam)).exists() and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not Path("/proc", str(exam)).exists(), "an exam ends with its worker"


def kill_one_at_work(client: "Client", pids: dict[str, int]) -> tuple[int, int]:
    """Kills a worker that has a submission in hand; its process and that of its exam."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline:
        for address in (address for address, tasks in client.processing().items() if tasks):
            if exams := children(pids[address]):
                os.kill(pids[address], signal.SIGKILL)
                return pids[address], exams[0]
        time.sleep(0.01)
    raise AssertionError("no worker was ever at work")


def children(process: int) -> list[int]:
    """The exams that a process has started."""
    files = Path("/proc", str(process), "task").glob("*/children")
    found = [int(child) for file in files for child in file.read_text().split()]
    return [child for child in found if b"examiner" in Path("/proc", str(child), "cmdline").read_bytes()]


@needs_programs("openssl")
@pytest.mark.usefixtures("told")
@pytest.mark.drawn(1)
@pytest.mark.parametrize(
    ("digest", "error", "said"),
    [("engine", UsageError, "install the same everywhere"), ("assignment", HarnessError, "did not arrive whole")],
)
def test_a_worker_that_would_grade_otherwise_grades_nothing(
    cluster: "LocalCluster",
    tiny: Assignment,
    class_folder: Path,
    tmp_path: Path,
    digest: str,
    error: type[GraderError],
    said: str,
) -> None:
    run = class_run(class_folder, tiny, tmp_path / "out", cluster)
    run._sources = replace(run._sources, **{digest: "sha256:another"})
    with pytest.raises(error, match=said):
        list(run)
    assert not list((tmp_path / "out").glob("*/grade.json"))


@needs_programs("openssl")
def test_whoever_has_no_certificate_is_told_so(
    cluster: "LocalCluster", tiny: Assignment, whole_class: Path, tmp_path: Path
) -> None:
    with pytest.raises(UsageError, match=r"No scheduler of Dask can be reached at 'tls://.*TLS"):
        list(class_run(whole_class, tiny, tmp_path / "out", cluster))


@needs_programs("openssl")
def test_a_submission_that_ends_a_workers_exam_is_named_and_the_next_gets_another_exam(
    fragile: Assignment, class_folder: Path
) -> None:
    (class_folder / "bo" / "tiny_shift.py").write_text("def shift(x): return 'end the exam'")
    examiner = Examiner(ExamOptions(GradingOptions(fragile.folder, Isolation.PROCESS), sources_of(fragile)))
    found = [examiner.grade(work_of(fragile, class_folder / name)) for name in ("bo", "cy")]
    assert examiner.close() == 1, "and ends when nobody has the other end of its socket"
    ended, honest = (decoded(answer).result for answer in found)
    assert isinstance(ended, Ungraded)
    assert ended.withheld
    assert isinstance(honest, Grade)
    assert honest.score == 5.0


def work_of(
    assignment: Assignment, folder: Path, student: Student = NOBODY, known: Known = NOTHING_KNOWN
) -> SubmittedWork:
    with OpenArchives() as archives:
        work = read_work(ClassEntry(folder.name, folder, student=student), assignment, archives, known)
    assert isinstance(work, SubmittedWork)
    return work


def test_an_assignment_arrives_whole_for_one_user_alone_and_without_what_is_for_authors(
    own_tiny: Assignment, tmp_path: Path
) -> None:
    (own_tiny.solution / "samples").mkdir()
    (own_tiny.solution / "samples" / "ann.py").write_text("")
    shipment = packed_assignment(own_tiny)
    folder = unpacked_assignment(shipment, tmp_path)
    assert folder == unpacked_assignment(shipment, tmp_path), "the second time it is there"
    assert stat.S_IMODE(folder.parent.parent.stat().st_mode) == stat.S_IRWXU
    root = own_tiny.folder.parent.parent
    sent = {path.relative_to(root): path.read_bytes() for path in root.rglob("*") if path.is_file()}
    assert sent.pop(Path("solutions", "tiny", "samples", "ann.py")) == b""
    arrived = folder.parent.parent
    assert {path.relative_to(arrived): path.read_bytes() for path in arrived.rglob("*") if path.is_file()} == sent


def test_an_assignment_that_arrives_otherwise_is_refused(own_tiny: Assignment, tmp_path: Path) -> None:
    shipment = packed_assignment(own_tiny)
    with pytest.raises(HarnessError, match="damaged"):
        unpacked_assignment(replace(shipment, content=shipment.content.replace(b"2 * x", b"3 * x")), tmp_path)
    assert list(tmp_path.glob("grader-*")) == []
    assert unpacked_assignment(shipment, tmp_path).is_dir()


def test_no_name_and_no_path_of_the_class_crosses_over(tiny: Assignment, tmp_path: Path) -> None:
    from grader.gradebook.cluster.coordinator import _HandedOut  # noqa: PLC0415 # see above

    place = tmp_path / "downloads of somebody" / "s1"
    place.mkdir(parents=True)
    for file, source in SOLUTION.items():
        (place / file).write_text(source)
    student = Student(name="Ann Able", email="ann@example.org")
    known = Known(rules=OwnRules(adjustments=(ScoreChange(1.0, "was in hospital"),), keys=("s1", student.email)))
    client = Mock(nthreads=dict)
    _HandedOut(client, "a run", "tcp://host").hand_out(work_of(tiny, place, student, known))
    sent = pickle.dumps(client.submit.call_args.args)
    assert b"s1" in sent
    assert b"return 2 * x" in sent
    assert [
        word for word in (b"Able", b"example.org", b"hospital", b"downloads", bytes(tmp_path)) if word in sent
    ] == []
