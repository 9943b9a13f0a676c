"""Gradescope's `submission_metadata.yml`: who handed in each submission, and when. Trusted side.

A module of its own, since reading YAML takes longer to load than all formats of a class together.
"""

from collections.abc import Mapping

import yaml
from msgspec import Struct

from grader.errors import UsageError
from grader.intake.sources.records import HandInTime, Student
from grader.intake.sources.times import parsed

_FORMS = ("%Y-%m-%d %H:%M:%S", "%Y-%m-%dT%H:%M:%S")
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class ToldSubmission(Struct, frozen=True):
    """The metadata of one submission."""

    submitters: tuple[Student, ...] = ()
    hand_in: HandInTime = HandInTime()


def told_by(content: bytes) -> dict[str, ToldSubmission]:
    """The metadata of each submission. Raises UsageError if they are damaged."""
    try:
        root = yaml.compose(content, Loader=_LOADER)  # which creates no objects and expands no aliases
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise UsageError("submission_metadata.yml of Gradescope is damaged: export the submissions again.") from error
    return {key: _submission(_mapping(node)) for key, node in _mapping(root).items()}


def _submission(told: Mapping[str, yaml.Node]) -> ToldSubmission:
    listed = told.get("submitters")
    nodes = listed.value if isinstance(listed, yaml.SequenceNode) else []
    submitters = tuple(_student(_mapping(node)) for node in nodes)
    return ToldSubmission(submitters, HandInTime(at=parsed(_text(told.get("created_at")), _FORMS)))


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
