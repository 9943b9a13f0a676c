"""What an exception usually means in a first course, and what to do about it. Trusted side; reads source, runs none.

Python says what went wrong where it was noticed, in words for those who know the language. Here the same is said to
those who are learning it. A sentence made from an exception's message has the level of that message, since student code
may have chosen it; `of_family` has the level of the family and reveals no more than that.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from functools import cached_property

from msgspec import Struct

from grader.exam.explain import habits, imports, messages, names, paths, syntax
from grader.exam.source.unbound import unbound_name
from grader.host.replies import CallFailure

Files = Mapping[str, bytes]


class StudentCode(Struct, frozen=True, dict=True):
    """What is needed to explain an exception: the student's files, with the cells of a notebook, and the given files.

    Attributes:
        files: The files by name.
        given: The names of the files that the assignment gives.
        libraries: The libraries that it requires.
        sources: Those of the files that contain the task.
        meant: The names that these are meant to define, found out when a name is missing.
        elsewhere: Files that contain other tasks, and nothing of this one.
        program: Whether the task is a program, which reads input and ends as it likes.
    """

    files: Files = {}
    given: Collection[str] = ()
    libraries: Collection[str] = ()
    sources: Sequence[str] = ()
    meant: Callable[[], Collection[str]] = frozenset
    elsewhere: Collection[str] = ()
    program: bool = False

    @cached_property
    def unbound(self) -> str:
        """What was meant by the first name of the task's source that has a value nowhere; every test may ask."""
        for file in self.sources:
            if found := unbound_name(file, self.files):
                said = names.explained(f"name '{found.name}' is not defined", file, self.files)
                return f"{said} That is in line {found.line} of {file}."
        return ""


def explained(failure: CallFailure, work: StudentCode) -> str:
    """One sentence for a novice about an exception in their code; empty if Python's own message is clear enough."""
    kinds = failure.type_names
    frame = failure.frames[-1] if failure.frames else None
    if "SyntaxError" in kinds:
        return syntax.explained(failure.message, frame, work.files)
    if "ImportError" in kinds:
        return imports.explained(failure.message, frame.file if frame else "", work.files, work.given)
    if "NameError" in kinds and "UnboundLocalError" not in kinds:
        return names.explained(failure.message, frame.file if frame else "", work.files)
    if "EOFError" in kinds and work.program:
        return messages.END_OF_INPUT
    if "OSError" in kinds and (said := paths.explained(kinds, failure.message, frame, work.files)):
        return said
    return messages.explained(kinds, failure.message)


def of_family(family: str, work: StudentCode) -> str:
    """What exceptions of a family usually mean, or what in the source may raise them: nothing beyond the family."""
    if family == "ImportError" and (foreign := habits.foreign_imports(work.files, {*work.given, *work.libraries})):
        file, modules = foreign
        return of_missing(modules, file, work)
    if family == "NameError" and (said := work.unbound):
        return said
    if family in messages.FAMILIES or work.program:
        return messages.FAMILIES.get(family, "")
    return habits.asks_or_leaves({name: code for name, code in work.files.items() if name not in work.elsewhere})


def of_missing(modules: Sequence[str], file: str, work: StudentCode) -> str:
    """One sentence about modules that cannot be imported when the work is graded."""
    return imports.missing(modules, file, work.files, work.given)
