"""Compiled templates are kept beside them and nowhere else, and used as long as the templates stay the same."""

import sys
from pathlib import Path
from typing import Any

import pytest
from jinja2 import DictLoader, Environment, FileSystemLoader

from grader.report.environment import FOLDER, SUFFIX, KeptCode, make_environment


@pytest.fixture(autouse=True)
def _bytecode_is_wanted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", False)


@pytest.fixture
def template(tmp_path: Path) -> Path:
    file = tmp_path / "page.html"
    file.write_text("Hello {{ name }}")
    return file


@pytest.fixture
def compiled(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """What was compiled."""
    found: list[object] = []
    compile_template: Any = Environment.compile

    def compile_and_note(self: Environment, source: object, *arguments: Any, **keywords: Any) -> Any:
        found.append(source)
        return compile_template(self, source, *arguments, **keywords)

    monkeypatch.setattr(Environment, "compile", compile_and_note)
    return found


def _render(template: Path) -> str:
    environment = Environment(loader=FileSystemLoader(template.parent), bytecode_cache=KeptCode(), autoescape=True)
    return environment.get_template(template.name).render(name="you")


def test_a_template_is_compiled_once_and_again_when_it_changes(template: Path, compiled: list[object]) -> None:
    assert [_render(template) for _ in range(3)] == ["Hello you"] * 3
    assert len(compiled) == 1
    template.write_text("Goodbye {{ name }}")
    assert [_render(template) for _ in range(3)] == ["Goodbye you"] * 3
    assert len(compiled) == 2


@pytest.mark.parametrize("damage", [b"", b"no code", "half"])
def test_damaged_code_is_compiled_anew(template: Path, compiled: list[object], damage: Any) -> None:
    _render(template)
    kept = template.parent / FOLDER / f"{template.name}{SUFFIX}"
    kept.write_bytes(kept.read_bytes()[: kept.stat().st_size // 2] if damage == "half" else damage)
    assert _render(template) == "Hello you"
    assert len(compiled) == 2


def test_a_folder_that_cannot_be_written_to_costs_only_time(template: Path) -> None:
    (template.parent / FOLDER).write_text("a file in its place")
    assert _render(template) == "Hello you"
    assert sorted(each.name for each in template.parent.iterdir()) == [FOLDER, "page.html"]


def test_nothing_is_read_or_kept_in_the_current_folder(
    template: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _render(template)
    planted = (tmp_path / FOLDER / f"{template.name}{SUFFIX}").read_bytes()
    here = tmp_path / "here"
    (here / FOLDER).mkdir(parents=True)
    (here / FOLDER / f"{template.name}{SUFFIX}").write_bytes(planted)
    monkeypatch.chdir(here)
    environment = Environment(loader=DictLoader({"page.html": "Mine"}), bytecode_cache=KeptCode(), autoescape=True)
    assert environment.get_template("page.html").render() == "Mine"
    assert (here / FOLDER / f"{template.name}{SUFFIX}").read_bytes() == planted


def test_the_reports_keep_theirs(compiled: list[object]) -> None:
    for _ in range(2):
        compiled.clear()
        make_environment().get_template("report.html")
    assert not compiled
