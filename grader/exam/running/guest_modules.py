"""The author's modules that run beside the student's code: the fixture `guest_module`. Trusted side.

The student's process can read them, so they must contain nothing that a handout could not contain.
"""

from pathlib import PurePosixPath
from typing import Any

from grader.assignment import Assignment
from grader.errors import AssignmentError
from grader.host.proxy import Proxy
from grader.toml_faults import nearest
from grader.wire.surroundings import LoadModule


def load_beside(student: Proxy, name: str, assignment: Assignment) -> Any:
    """A proxy of the module of this name, loaded where `student` runs.

    Raises:
        AssignmentError: There is no such module.
    """
    __tracebackhide__ = True
    modules = assignment.guest_modules()
    if name not in modules:
        place = assignment.guest_module_folder
        said = nearest(name, modules, "there are") if modules else "it holds none."
        raise AssignmentError(f"There is no guest module {name!r} in {place.name}/: {said}")
    found, _, _ = Proxy.perform(student, LoadModule(name=PurePosixPath(name).stem, source=modules[name]))
    if not isinstance(found, Proxy):
        raise Proxy.protocol_error(student)
    return found
