"""Gradescope: "Export Submissions" of a programming assignment. Trusted side.

`submission_<id>/files` for each submission, and `submission_metadata.yml` with its submitters, several for a group,
with names, ids and addresses, the time, and all grading results, which are ignored.
"""

import re
from collections.abc import Iterator, Mapping

import yaml
from msgspec import Struct

from grader.errors import UsageError
from grader.intake.sources.records import FileOwner, HandInTime, Student
from grader.intake.sources.times import parsed
from grader.intake.sources.tree import Tree

_METADATA = "submission_metadata.yml"
_METADATA_BYTES = 64 << 20
_FOLDER = re.compile(r"^submission_\d+$")
_EXPORT = re.compile(r"^assignment_\d+_export$")
_FORMS = ("%Y-%m-%d %H:%M:%S", "%Y-%m-%dT%H:%M:%S")
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _Submission(Struct, frozen=True):
    """The metadata of one submission."""

    submitters: tuple[Student, ...] = ()
    hand_in: HandInTime = HandInTime()


class GradescopeSource:
    """Gradescope's format."""

    name = "gradescope"
    title = "Gradescope export"

    def recognises(self, tree: Tree) -> bool:
        """Whether there are metadata, or folder names follow Gradescope's pattern."""
        folders = [folder for folder in tree.top_folders if _FOLDER.match(folder)]
        return _METADATA in tree.top_files or (bool(folders) and _EXPORT.match(tree.name) is not None)

    def file_owners(self, tree: Tree) -> Iterator[tuple[str, FileOwner]]:
        """The files of each submitter."""
        told = _metadata(tree)
        if _METADATA in tree.top_files:
            yield _METADATA, FileOwner(key="")
        for path in (*tree.files, *tree.top_folders):
            name, _, file = path.partition("/")
            if _FOLDER.match(name) or name in told:
                held = told.get(name, _Submission())
                for who in held.submitters or (Student(),):
                    yield path, _owner(name, path, file, who, held.hand_in)


def _owner(name: str, path: str, file: str, who: Student, hand_in: HandInTime) -> FileOwner:
    flat = "/" not in path and "." in path  # `123.pdf`, of an assignment for which documents are handed in
    key = f"{who.number}\n{who.email}\n{who.name}" if who != Student() else name
    at = hand_in.at.isoformat() if hand_in.at else ""
    return FileOwner(
        key=key,
        who=who,
        called="" if who.name or who.number else who.email.partition("@")[0] or name,
        file=path if flat else file,
        attempt=f"{at} {name}",
        hand_in=hand_in,
    )


def _metadata(tree: Tree) -> dict[str, _Submission]:
    """The metadata of each submission. Raises UsageError if they cannot be read."""
    content = tree.read(_METADATA, _METADATA_BYTES)
    try:
        root = yaml.compose(content, Loader=_LOADER)  # which creates no objects and expands no aliases
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise UsageError(f"{_METADATA} of Gradescope is damaged: export the submissions again.") from error
    return {key: _submission(_mapping(node)) for key, node in _mapping(root).items()}


def _submission(told: Mapping[str, yaml.Node]) -> _Submission:
    listed = told.get("submitters")
    nodes = listed.value if isinstance(listed, yaml.SequenceNode) else []
    submitters = tuple(_student(_mapping(node)) for node in nodes)
    return _Submission(submitters, HandInTime(at=parsed(_text(told.get("created_at")), _FORMS)))


def _student(told: Mapping[str, yaml.Node]) -> Student:
    name, number, email = (_text(told.get(key)) for key in ("name", "sid", "email"))
    return Student(name=name, number=number, email=email)


def _mapping(node: yaml.Node | None) -> dict[str, yaml.Node]:
    """The nodes of a mapping by key; keys are written with a leading colon, as in Ruby."""
    if not isinstance(node, yaml.MappingNode):
        return {}
    return {key.value.lstrip(":"): value for key, value in node.value if isinstance(key, yaml.ScalarNode)}


def _text(node: yaml.Node | None) -> str:
    text = node.value if isinstance(node, yaml.ScalarNode) else ""
    return "" if text in {"null", "~"} else str(text)
