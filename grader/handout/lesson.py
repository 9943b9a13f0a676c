"""README.md -> its pieces in order: prose, the sections of the tasks, and the examples. Trusted side; text only."""

import re
from collections.abc import Iterator
from itertools import count, pairwise

from msgspec import Struct

from grader.assignment.handout_sections import HEADING, anchor, section_titles
from grader.errors import AssignmentError
from grader.toml_faults import nearest

_FENCE = re.compile(r"^```python\n(?P<code>.*?)^```\n", re.MULTILINE | re.DOTALL)
_TASK = re.compile(r"Task (?P<id>[\w.]+):")
_LINK = re.compile(r"\]\(#(?P<anchor>[^)]*)\)")


class LessonPiece(Struct, frozen=True):
    """One piece of the lesson.

    Attributes:
        name: The id of its cell; unique, and unchanged as long as its heading is.
        text: Markdown, or Python if `example`.
        example: Whether it is example code.
        task: The id of the task whose section it is in, or empty.
    """

    name: str
    text: str
    example: bool = False
    task: str = ""


def read_lesson(markdown: str) -> list[LessonPiece]:
    """Splits a handout into one piece for each section, for each example, and for the text after it.

    Raises:
        AssignmentError: A link leads to no section.
    """
    markdown = _jupyter_links(markdown)
    starts = [match.start() for match in HEADING.finditer(_FENCE.sub(_blanked, markdown))]
    bounds = [*starts, len(markdown)]
    return [piece for start, end in pairwise(bounds) for piece in _section(markdown[start:end]) if piece.text]


def _section(text: str) -> Iterator[LessonPiece]:
    heading = HEADING.match(text)
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
    titles = section_titles(markdown)

    def resolved(link: re.Match[str]) -> str:
        if link["anchor"] not in titles:
            meant = nearest(link["anchor"], titles, "its headings are")
            raise AssignmentError(f"The handout links to #{link['anchor']}, and no heading of it is called so: {meant}")
        return f"](#{titles[link['anchor']].replace(' ', '-')})"

    return _LINK.sub(resolved, markdown)


def _blanked(fence: re.Match[str]) -> str:
    # A comment in an example begins like a heading.
    return re.sub(r"[^\n]", " ", fence[0])
