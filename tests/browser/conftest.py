"""One browser for all tests of a worker, and one visit to each page for all tests of a run."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import msgspec
import pytest
from playwright.sync_api import Browser, sync_playwright

from grader.assignment import load_assignment
from tests.support.browser import pages
from tests.support.browser.judging import Judge, drawn_modes, visited
from tests.support.browser.tools import QUIET, ROOT, axe_source, find_browser, need_tools, validate
from tests.support.browser.visiting import Visit, Visitor
from tests.support.demo import graded_demo
from tests.support.draw import Draw
from tests.support.hostile.class_of_attackers import graded_class
from tests.support.known_mistakes import graded_mistakes
from tests.support.loading import HANDOUT
from tests.support.once import made_once
from tests.support.quick_audit import quick_audit

ATTACKERS = "attackers"
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
def visitor(browser: Browser) -> Iterator[Visitor]:
    """What leads one page of it from file to file."""
    with Visitor(browser) as leading:
        yield leading


@pytest.fixture(scope="session")
def axe() -> str:
    """The script of axe-core."""
    return axe_source()


@pytest.fixture(scope="session")
def judge(axe: str, draw: Draw) -> Judge:
    """Which remembers what axe has judged on all pages."""
    return Judge(axe, drawn_modes(draw))


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory, draw: Draw) -> Path:
    """What `grader demo` writes."""
    need_tools()
    return graded_demo(tmp_path_factory, draw)


@pytest.fixture(scope="session")
def everything(
    request: pytest.FixtureRequest, demo: Path, draw: Draw, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, Path]:
    """Pages of every kind by name: the demo's, an audit's, samples, known mistakes as they are graded and as told."""
    exam = partial(request.getfixturevalue, "bundled_exam")
    graded = graded_mistakes(tmp_path_factory, draw, load_assignment(HANDOUT), exam)

    def write(folder: Path) -> None:
        pages.write_set(folder / "kinds", pages.kinds())
        pages.write_course(folder / "course")
        pages.write_checks(folder / "checks")
        pages.write_similar(folder / "alike")
        for assignment in map(load_assignment, sorted((ROOT / "assignments").iterdir())):
            pages.write_set(folder / f"catalogue-{assignment.slug}", pages.catalogue(assignment))
        for task, grades in pages.mistakes(graded).items():
            pages.write_set(folder / f"mistakes-{HANDOUT.name}-{task}", grades)

    files = pages.below(demo, "demo") | pages.below(quick_audit(tmp_path_factory, draw).folder, "audit")
    for folder in sorted(made_once(tmp_path_factory, "pages", write).iterdir()):
        files |= pages.below(folder, folder.name)
    return files


@pytest.fixture(scope="session")
def drawn(everything: dict[str, Path], draw: Draw) -> dict[str, Path]:
    """Some of each kind."""
    return pages.some_of_each(everything, draw, pages.kind_of_page)


@pytest.fixture(scope="session")
def of_attackers(draw: Draw, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Every page that comes of a class of attackers: their reports, the instructor's copies, and the class."""
    need_tools()
    return pages.below(graded_class(tmp_path_factory, draw).results, ATTACKERS)


@pytest.fixture(scope="session")
def drawn_of_attackers(of_attackers: dict[str, Path], draw: Draw) -> dict[str, Path]:
    """Some of each kind."""
    return pages.some_of_each(of_attackers, draw, pages.kind_of_attackers_page)


@pytest.fixture(scope="session")
def all_visits(
    request: pytest.FixtureRequest,
    tmp_path_factory: pytest.TempPathFactory,
    drawn: dict[str, Path],
    drawn_of_attackers: dict[str, Path],
) -> list[Visit]:
    """What happened at all of these, which whoever asks first visits for all."""
    files = drawn | drawn_of_attackers

    def visit(folder: Path) -> None:
        visits = visited(request.getfixturevalue("visitor"), request.getfixturevalue("judge"), files)
        found = validate(list(files.values()))
        for each in visits:
            each.invalid = found[files[each.name]]
        (folder / "visits.json").write_bytes(msgspec.json.encode(visits))

    folder = made_once(tmp_path_factory, "visits", visit)
    return msgspec.json.decode((folder / "visits.json").read_bytes(), type=list[Visit])


@pytest.fixture(scope="session")
def visits(all_visits: list[Visit], drawn: dict[str, Path]) -> list[Visit]:
    """What happened at some pages of each kind."""
    return [visit for visit in all_visits if visit.name in drawn]


@pytest.fixture(scope="session")
def visits_to_attackers(all_visits: list[Visit], drawn_of_attackers: dict[str, Path]) -> list[Visit]:
    """What happened at some pages of attackers."""
    return [visit for visit in all_visits if visit.name in drawn_of_attackers]
