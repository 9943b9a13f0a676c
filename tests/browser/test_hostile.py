"""A class of attackers is graded for real, and the pages that come of it open like any other."""

from pathlib import Path

from tests.support.browser.visiting import Visit, faults
from tests.support.draw import Draw
from tests.support.hostile.class_of_attackers import attackers, name_of


def test_every_attacker_has_a_report_and_a_copy_and_is_in_the_class(of_attackers: dict[str, Path], draw: Draw) -> None:
    handed_in = attackers(draw)
    wanted = {f"attackers/{name_of(attack)}/report.html" for attack in handed_in}
    wanted |= {f"attackers/_instructor/{name_of(attack)}.html" for attack in handed_in}
    assert wanted | {"attackers/index.html"} <= set(of_attackers)
    index = of_attackers["attackers/index.html"].read_text("utf-8")
    assert [name for attack in handed_in if (name := name_of(attack)) not in index] == []


def test_their_pages_do_nothing_and_fit_a_phone(visits_to_attackers: list[Visit]) -> None:
    assert [visit for visit in visits_to_attackers if not visit.quiet] == []


def test_axe_finds_nothing_there_in_light_in_dark_and_in_print(visits_to_attackers: list[Visit]) -> None:
    assert faults(visits_to_attackers, "violations") == {}


def test_html_validate_finds_nothing_there(visits_to_attackers: list[Visit]) -> None:
    assert faults(visits_to_attackers, "invalid") == {}
