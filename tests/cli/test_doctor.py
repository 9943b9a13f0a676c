"""What the doctor says: plainly, whatever a guest says about itself."""

import io
import json

import pytest
from rich.console import Console

from grader import api
from grader.cli.doctor import show_examination
from grader.cli.launch import run
from grader.host.doctor.canaries import CONTROLS, AttemptResult
from grader.host.doctor.examination import Examination
from grader.model import Isolation

FACTS = {"system": "Linux"}
WORKS = [AttemptResult(name, "control", f"{name} works", fine=True, found="works") for name in CONTROLS]
STOPPED = AttemptResult(
    "fork", "processes", "Starts a second process", fine=True, found="[Errno 1] Operation not permitted: 'x'"
)
THROUGH = AttemptResult(
    "read_secret", "files", "Reads a secret", fine=False, found="\x1b[2J[red]secret\nLevel jailed: all stopped"
)


def examined(results: list[AttemptResult]) -> Examination:
    missing = ("Namespaces are missing.",)
    return Examination(isolation=Isolation.JAILED, facts=FACTS, missing=missing, results=tuple(results))


def said(results: list[AttemptResult], width: int = 100) -> str:
    console = Console(file=io.StringIO(), width=width, highlight=False)
    show_examination(console, examined(results))
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue()


def test_all_stopped_is_said_with_the_reasons() -> None:
    text = said([*WORKS, STOPPED])
    assert "Level jailed: 1 of 1 attempts were stopped, 6 of 6 honest needs are met." in text
    assert "Namespaces are missing." in text
    assert "not permitted" in text
    assert "Errno" not in text


def test_what_got_through_stands_out_and_cannot_forge_the_verdict() -> None:
    text = said([*WORKS, STOPPED, THROUGH])
    assert "1 of 2 attempts were stopped" in text
    assert "got through" in text
    assert "\x1b" not in text
    assert not any(line.startswith("Level jailed: all") for line in text.splitlines())


def test_what_its_deadline_ended_is_not_said_to_have_got_through() -> None:
    late = AttemptResult("start_threads", "resources", "Starts threads", fine=False, found="late", unfinished=True)
    text = said([*WORKS, STOPPED, late])
    assert "1 of 2 attempts were stopped" in text
    assert "1 ended by a deadline: try again when the machine is less busy." in " ".join(text.split())
    assert "got through" not in text
    assert "ended by a deadline" not in said([*WORKS, STOPPED, THROUGH])


@pytest.mark.parametrize("fine", [True, False])
def test_json_and_the_exit_code_say_the_same(
    fine: bool,  # noqa: FBT001 # pytest passes it
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    attempt = STOPPED if fine else THROUGH
    monkeypatch.setattr(api, "examine_isolation", lambda *_, **__: examined([*WORKS, attempt]))
    assert run(["doctor", "--json"]) == (0 if fine else 3)
    report = json.loads(capsys.readouterr().out)
    assert report["isolation"] == "jailed"
    assert report["sound"] is fine
    assert report["results"][-1]["name"] == attempt.name
    assert report["results"][-1]["fine"] is fine
