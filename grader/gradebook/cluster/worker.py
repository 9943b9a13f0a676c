"""A Dask worker's part of a run: the assignment, which is sent to it once, and one exam. Trusted side.

Dask also starts it on a worker that has restarted, and on one that joins later.
"""

from pathlib import Path
from threading import Lock

from distributed import Worker, WorkerPlugin, get_worker
from msgspec.structs import replace

from grader.gradebook.bulk_messages import SubmittedWork
from grader.gradebook.cluster.examiner import Examiner, ExamOptions
from grader.gradebook.cluster.shipment import Shipment, unpacked_assignment


class ShippedExam(WorkerPlugin):
    """The exam of a worker, which starts with its first submission: one, however many threads the worker has."""

    def __init__(self, name: str, shipment: Shipment, exam_options: ExamOptions) -> None:
        self.name = name
        self._shipment = shipment
        self._exam_options = exam_options

    def setup(self, worker: Worker) -> None:
        """Called by Dask once the plugin is on the worker."""
        self._cache = Path(worker.local_directory)
        self._lock = Lock()
        self._examiner: Examiner | None = None

    def teardown(self, worker: Worker) -> None:  # noqa: ARG002 # what Dask passes
        """Called by Dask when the run is over or the worker ends."""
        if self._examiner is not None:
            self._examiner.close()

    def grade(self, work: SubmittedWork) -> bytes:
        """The encoded answer."""
        with self._lock:
            if self._examiner is None:
                folder = unpacked_assignment(self._shipment, self._cache)
                options = replace(self._exam_options.options, folder=folder)
                self._examiner = Examiner(replace(self._exam_options, options=options))
            return self._examiner.grade(work)


def grade_shipped(name: str, work: SubmittedWork) -> bytes:
    """A Dask task: grades work with this worker's exam for the run of this name."""
    exam = get_worker().plugins[name]
    if not isinstance(exam, ShippedExam):
        raise TypeError(exam)
    return exam.grade(work)
