"""What a person chooses about a class: how it is read, and how it is graded. Trusted side; data only.

The public API offers these options and the command line takes them; a student's installation needs nothing else of a
class.
"""

from dataclasses import dataclass
from pathlib import Path

from grader.model.findings import Isolation


@dataclass(frozen=True, kw_only=True)
class ReadingOptions:
    """How a class is read.

    Attributes:
        source_format: The format of the source, if it is not recognised: canvas, moodle, blackboard, brightspace,
            gradescope, sakai, nbgrader, github, drive, prefixed, plain, or one that an installed package adds.
        student_pattern: For other platforms, a regular expression for the paths; its group `student` says whose a file
            is, and the groups `name`, `file`, `attempt` and `late` are optional.
        roster: A table of the students (CSV with any of id, name, email, login, group, section, submitted): for names,
            groups, who has handed nothing in, and when work was handed in if the platform does not say.
        anonymous: Keep names out of the results.
    """

    source_format: str = ""
    student_pattern: str = ""
    roster: Path | None = None
    anonymous: bool = False


@dataclass(frozen=True, kw_only=True)
class ClassOptions:
    """How a class is graded.

    Attributes:
        workers: How many to grade at a time; by default one for each processor.
        seed: Draw the hidden inputs from this seed instead of the secret one: for practice, since the grade then
            commits to no seed.
        practice: Draw them from the practice seed: students may see the results at any time.
        isolation: The weakest isolation to accept.
        regrade: Also grade what has not changed since its last grade.
        store: The address of a database for the record, such as postgresql://host/grades; by default it is the file
            grades.sqlite. The folder for results remembers it, also for other commands.
        shard: Grade only a part of the class, such as 2/5 for the second of five, each part into a folder of its own:
            for the machines of a batch system, whose results are merged afterwards.
        cluster: The address of a Dask scheduler, such as tls://host:8786, whose workers do the grading.
            Anyone who can reach that scheduler can run code: see docs/clusters.md.
    """

    workers: int = 0
    seed: str | None = None
    practice: bool = False
    isolation: Isolation = Isolation.JAILED
    regrade: bool = False
    store: str = ""
    shard: str = ""
    cluster: str = ""


READING = ReadingOptions()
GRADING = ClassOptions()
