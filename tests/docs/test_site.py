"""The documentation as a site: it builds without a warning, loads nothing from elsewhere, and names what is there."""

import re
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path

import pytest

from distributions.api_page import PAGE, page

ROOT = Path(__file__).resolve().parents[2]
ELSEWHERE = re.compile(r"^\s*(?:[a-z]+:)?//", re.IGNORECASE)
IN_A_SHEET = re.compile(r"(?:url\(|@import)\s*['\"]?((?:https?:)?//[^'\")\s]+)", re.IGNORECASE)
NAMED = re.compile(r"`((?:grader|tests|distributions|docs)/[\w/-]+(?:\.\w+)?)`")


class Loads(HTMLParser):
    """What a page has a browser load: every address but those that a reader may follow."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Notes what it loads."""
        self.found += [value or "" for name, value in attrs if name in {"src", "srcset", "data", "poster", "action"}]
        self.found += [value or "" for name, value in attrs if name == "href" and tag != "a"]


def loads(markup: str) -> list[str]:
    parser = Loads()
    parser.feed(markup)
    return [each for each in parser.found if ELSEWHERE.match(each)] + IN_A_SHEET.findall(markup)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site")
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir", str(folder)]
    built = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert built.returncode == 0, built.stderr
    return folder


def test_every_page_is_on_the_site(site: Path) -> None:
    assert {file.stem for file in (ROOT / "docs").glob("*.md")} <= {file.stem for file in site.glob("*.html")}


def test_the_site_loads_nothing_from_elsewhere(site: Path) -> None:
    for file in (*site.rglob("*.html"), *site.rglob("*.css")):
        assert loads(file.read_text("utf-8")) == [], file.name
    assert loads('<a href="https://a.b"></a><script src="//a.b/c.js"></script>') == ["//a.b/c.js"]
    assert loads("<style>p { background: url('https://a.b/c.png') }</style>") == ["https://a.b/c.png"]


def test_the_page_on_the_python_interface_says_what_the_docstrings_say() -> None:
    assert PAGE.read_text("utf-8") == page(), "run distributions/api_page.py"


@pytest.mark.parametrize("name", ["architecture.md", "extending.md", "install.md"])
def test_what_a_page_for_engineers_names_is_there(name: str) -> None:
    named = NAMED.findall((ROOT / "docs" / name).read_text("utf-8"))
    assert [path for path in named if "NAME" not in path and not (ROOT / path).exists()] == []
