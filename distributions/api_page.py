"""Writes docs/api.md from the docstrings of the public API: `uv run python distributions/api_page.py`."""

import inspect
import re
from pathlib import Path
from types import FunctionType, UnionType
from typing import get_args

import grader
from grader import api
from grader.api import results

PAGE = Path(__file__).resolve().parents[1] / "docs" / "api.md"
HEAD = "# The Python interface\n\nWritten by `distributions/api_page.py` from the docstrings in `grader/api`.\n"
SECTION = re.compile(r"^(Args|Raises|Returns|Attributes):$", re.MULTILINE)
OPTIONS = re.compile(r"\b(\w+Options)\((?:[^()]|\(\))*\)")
"""The default of a group of options, which has the defaults that the group's own entry lists."""
MODULES = re.compile(r"\b(?:pathlib\._local|pathlib|grader(?:\.\w+)+?)\.(?=[A-Z])")
ITEM = re.compile(r"^    (\w+): (.*(?:\n      +.*)*)", re.MULTILINE)
EXAMPLE = re.compile(r"^(?:>>> .*\n?)(?:(?!\n|>>> ).*\S.*\n?|>>> .*\n?)*", re.MULTILINE)


def page() -> str:
    """The page."""
    parts = [HEAD, _text(inspect.getdoc(api) or "")]
    functions = [name for name in grader.__all__ if isinstance(getattr(grader, name), FunctionType)]
    others = [name for name in grader.__all__ if name not in functions]
    parts += ["## Functions", *map(_entry, functions), "## Types", *map(_entry, others)]
    given = [_described(name, getattr(results, name)) for name in results.__all__]
    parts += ["## Types that functions return", "For annotations, import them from `grader.api.results`.", *given]
    return "\n\n".join(part.strip() for part in parts) + "\n"


def _entry(name: str) -> str:
    return _described(name, getattr(grader, name))


def _described(name: str, thing: object) -> str:
    if isinstance(thing, UnionType):
        return f"### {name}\n\n" + " or ".join(f"`{each.__name__}`" for each in get_args(thing)) + "."
    shown = f"def {name}{inspect.signature(thing)}" if isinstance(thing, FunctionType) else f"class {name}"
    code = "".join(f"    {line}\n" for line in _wrapped(shown))
    return f"### {name}\n\n{code}\n{_text(inspect.getdoc(thing) or '')}"


def _wrapped(signature: str) -> list[str]:
    """One parameter on each line, if there is more than one."""
    plain = MODULES.sub("", OPTIONS.sub(r"\1()", re.sub(r"<(\w+\.\w+): [^>]*>", r"\1", signature)))
    head, _, rest = plain.partition("(")
    inside, _, returned = rest.rpartition(")")
    parameters = re.split(r", (?=[*\w]+(?::|,|$))", inside)
    if len(parameters) < 2:  # noqa: PLR2004 # one fits on the line of the name
        return [plain]
    return [f"{head}(", *(f"    {each}," for each in parameters), f"){returned}"]


def _text(docstring: str) -> str:
    """A docstring as Markdown: its sections as lists, its examples as code."""
    body, *sections = SECTION.split(docstring)
    text = EXAMPLE.sub(lambda found: "".join(f"    {line}\n" for line in found[0].splitlines()), body)
    for title, items in zip(sections[::2], sections[1::2], strict=True):
        text += f"{title}:\n\n" + "".join(
            f"- `{name}`: {' '.join(said.split())}\n" for name, said in ITEM.findall(items)
        )
        text += "\n"
    return text


def main() -> None:
    """Writes the page."""
    PAGE.write_text(page(), "utf-8")


if __name__ == "__main__":
    main()
