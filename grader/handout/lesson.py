"""README.md -> its pieces in order: prose, the places of the tasks, and the examples. Trusted side; text only."""

import re
from collections.abc import Iterator
from itertools import count, pairwise

from msgspec import Struct

from grader.errors import AssignmentError

_FENCE = re.compile(r"^```python\n(?P<code>.*?)^```\n", re.MULTILINE | re.DOTALL)
_HEADING = re.compile(r"^(?P<marks>#{1,3}) (?P<title>.*)$", re.MULTILINE)
_TASK = re.compile(r"Task (?P<id>[\w.]+):")
_LINK = re.compile(r"\]\(#(?P<anchor>[^)]*)\)")


class LessonPiece(Struct, frozen=True):
    """One piece of the lesson.

    Attributes:
        name: What its cell is called; unique, and the same as long as its heading is.
        text: Markdown, or Python where `example`.
        example: Whether it is code that tries something.
        task: The id of the task whose section it stands in, or nothing.
    """

    name: str
    text: str
    example: bool = False
    task: str = ""


def read_lesson(markdown: str) -> list[LessonPiece]:
    """Splits a handout into one piece for each section, and for each example and what follows it.

    Raises:
        AssignmentError: A link leads to no section.
    """
    markdown = _jupyter_links(markdown)
    starts = [match.start() for match in _HEADING.finditer(_FENCE.sub(_blanked, markdown))]
    bounds = [*starts, len(markdown)]
    return [piece for start, end in pairwise(bounds) for piece in _section(markdown[start:end]) if piece.text]


def anchor(title: str) -> str:
    """The anchor of a heading, as GitHub makes it."""
    return re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-")


def _section(text: str) -> Iterator[LessonPiece]:
    heading = _HEADING.match(text)
    title = heading["title"] if heading else ""
    task = _TASK.match(title)
    task_id = task["id"] if task else ""
    name = f"task-{task_id.replace('.', '-')}" if task_id else anchor(title)
    position = 0
    for number in count(1):
        fence = _FENCE.search(text, position)
        suffix = f"-{number}" if number > 1 else ""
        yield LessonPiece(
            f"{name}-text{suffix}", text[position : fence.start() if fence else None].strip(), task=task_id
        )
        if fence is None:
            return
        yield LessonPiece(f"{name}-try{suffix}", fence["code"].strip(), example=True, task=task_id)
        position = fence.end()


def _jupyter_links(markdown: str) -> str:
    """Links to sections as Jupyter resolves them: the heading itself, with hyphens for its spaces."""
    titles = {anchor(match["title"]): match["title"] for match in _HEADING.finditer(markdown)}

    def resolved(link: re.Match[str]) -> str:
        if link["anchor"] not in titles:
            raise AssignmentError(f"The handout links to #{link['anchor']}, and no heading of it is called so.")
        return f"](#{titles[link['anchor']].replace(' ', '-')})"

    return _LINK.sub(resolved, markdown)


def _blanked(fence: re.Match[str]) -> str:
    # A comment inside an example begins like a heading.
    return re.sub(r"[^\n]", " ", fence[0])
