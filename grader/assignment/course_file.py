"""`course.toml`, beside `assignments/` and `solutions/`: what all assignments of a course share. Trusted side.

It is not part of a handout, so it may contain rules for individual students. Only commands that grade a class read it.
"""

import tomllib
from collections.abc import Mapping
from pathlib import Path

from msgspec import Struct

from grader.assignment.assignment import Assignment
from grader.assignment.author_files import read_author_text, read_toml
from grader.assignment.lateness import LateCosts, LatePolicy, LateTerms, merged, policy_fault
from grader.assignment.manifest import MANIFEST
from grader.errors import AssignmentError
from grader.sanitize import listed, quoted

COURSE = "course.toml"


class CourseAssignment(Struct, frozen=True, forbid_unknown_fields=True):
    """What a course file says about one assignment: when its work is due, and what lateness costs."""

    late: LateTerms = LateTerms()


class CourseFile(Struct, frozen=True, forbid_unknown_fields=True):
    """A course file: `late` applies to every assignment, `assignments` to single ones by their slugs."""

    late: LateCosts = LateCosts()
    assignments: Mapping[str, CourseAssignment] = {}


def late_policy(assignment: Assignment) -> LatePolicy | None:
    """When an assignment is due and what lateness costs, from its manifest first and then from the course file.

    Raises:
        AssignmentError: The course file is broken, or the two contradict each other.
    """
    file = assignment.folder.parent.parent / COURSE
    course = read_course(file, assignment) if file.is_file() else CourseFile()
    own, told = assignment.manifest.late, course.assignments.get(assignment.slug)
    policy = merged([own or LateTerms(), told.late if told is not None else LateTerms(), course.late])
    if policy is None and (own is not None or told is not None):
        raise AssignmentError(
            f"Nobody says when {assignment.slug} is due: put `due` into [late] of {MANIFEST}, or into "
            f"[assignments.{assignment.slug}.late] of {file}."
        )
    if policy is not None and (wrong := policy_fault(policy)):
        raise AssignmentError(f"What [late] of {assignment.folder / MANIFEST} and {file} say together {wrong}")
    return policy


def read_course(file: Path, assignment: Assignment) -> CourseFile:
    """A course file. Raises AssignmentError if it is not one, or names an assignment that does not exist."""
    course = read_toml(file, CourseFile, "a valid course file")
    there = _slugs(assignment)
    if strays := sorted(set(course.assignments) - there):
        raise AssignmentError(
            f"{file} names the assignment {quoted(strays[0])}, and there is none: there are {listed(sorted(there))}."
        )
    tables = {"[late]": course.late}
    tables |= {f"[assignments.{slug}.late]": each.late for slug, each in course.assignments.items()}
    for name, terms in tables.items():
        if wrong := policy_fault(terms):
            raise AssignmentError(f"{name} of {file} {wrong}")
    return course


def _slugs(assignment: Assignment) -> set[str]:
    """The assignments of the course: this one, and those whose manifests say their names."""
    found = {assignment.slug}
    for manifest in assignment.folder.parent.glob(f"*/{MANIFEST}"):
        try:
            slug = tomllib.loads(read_author_text(manifest)).get("slug")
        except (AssignmentError, ValueError):
            slug = None  # which is for another command to say
        found.add(slug if isinstance(slug, str) else manifest.parent.name)
    return found
