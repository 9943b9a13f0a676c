"""Work that was written to get at whoever reads the report: graded for real, its pages open like any other."""

from pathlib import Path

from playwright.sync_api import Browser

from tests.browser.pages import write_set
from tests.browser.visiting import look_at
from tests.hostile.arena import RemoteArena, Wanted
from tests.hostile.corpus import read_corpus
from tests.hostile.targets import build_vault

GROUP = "injecting"


def test_the_pages_of_every_injecting_attack_do_nothing(browser: Browser, tmp_path: Path) -> None:
    """Its report, the instructor's copy, and the page of all of them as a class."""
    attacks = [attack for attack in read_corpus() if attack.group == GROUP]
    assert len([attack for attack in attacks if not attack.honest]) >= 5
    with RemoteArena(build_vault(tmp_path / "vault"), Wanted("default")) as arena:
        grades = {attack.name: arena.grade(attack, attack.declared.target).grade for attack in attacks}
    for file in write_set(tmp_path / "pages", grades):
        visit = look_at(browser, file, file.name)
        assert (visit.said, visit.asked, visit.dialogs, visit.ran, visit.too_wide) == ([], [], [], False, 0), file.name
