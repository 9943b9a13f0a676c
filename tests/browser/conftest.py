"""One browser and one visit to each page for all tests of this folder; they share a worker."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from grader.assignment import load_assignment
from grader.cli.launch import run
from tests.browser import pages
from tests.browser.tools import QUIET, ROOT, axe_source, find_browser
from tests.browser.visiting import Visit, look_at

ARTIFACTS = ROOT / "artifacts" / "screens"


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A Chromium."""
    executable = find_browser()
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=executable, args=list(QUIET))
        yield running
        running.close()


@pytest.fixture(scope="session")
def axe() -> str:
    """The script of axe-core."""
    return axe_source()


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What `grader demo` writes."""
    output = tmp_path_factory.mktemp("demo") / "out"
    assert run(["demo", "--output", str(output), "--quiet", "--workers", "2"]) == 0
    return output


@pytest.fixture(scope="session")
def everything(browser: Browser, axe: str, demo: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Every page by name: the demo's, one of each kind, and those with the known mistakes of each assignment."""
    assert browser.is_connected()
    assert axe
    files = {f"demo/{file.relative_to(demo)}": file for file in sorted(demo.rglob("*.html"))}
    folder = tmp_path_factory.mktemp("pages")
    files |= {f"kinds/{file.name}": file for file in pages.write_set(folder / "kinds", pages.kinds())}
    files |= {f"checks/{file.name}": file for file in pages.write_checks(folder / "checks")}
    for assignment in map(load_assignment, sorted((ROOT / "assignments").iterdir())):
        if grades := pages.mistakes(assignment):
            written = pages.write_set(folder / assignment.slug, grades, copies=False)
            files |= {f"{assignment.slug}/{file.name}": file for file in written}
    return files


@pytest.fixture(scope="session")
def visits(browser: Browser, everything: dict[str, Path], axe: str) -> list[Visit]:
    """What happened at each of them."""
    return [look_at(browser, file, name, axe) for name, file in everything.items()]
