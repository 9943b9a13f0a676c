"""Hostile text for logs, XML and Markdown, in addition to that for pages."""

import pytest

from tests.support.payloads import ENDLESS, PAYLOADS

COMMANDS = [
    pytest.param("::set-output name=score::100", id="command"),
    pytest.param(" \t ::error file=a.py,line=1::pwned", id="command after spaces"),
    pytest.param("fine\n::add-mask::a\nfine", id="command on a line of its own"),
    pytest.param("fine\r::stop-commands::pwned", id="command after a carriage return"),
    pytest.param("fine%0A::error::pwned%0D::error::pwned", id="command after an escaped line end"),
    pytest.param("\u2028::error::pwned\x85::error::pwned\x0b::error::pwned", id="command after other line ends"),
    pytest.param("\ufe0f:\ufe0f:error:\ufe0f:pwned", id="command with selectors that are overlooked"),
    pytest.param("see ##[add-path]/tmp and ##[set-output name=score]100", id="older command within a line"),
    pytest.param("#\ufe0f#[error]pwned", id="older command with a selector"),
    pytest.param("##[group]all right\n##[endgroup]", id="fold"),
    pytest.param("x,title=pwned,line=7::pwned", id="out of a property"),
    pytest.param("\x1b]8;;https://evil.example\x07x\x1b[0Ksection_start:1:x\r\x1b[0K", id="fold on GitLab"),
    pytest.param("[[ATTACHMENT|/etc/passwd]]", id="attachment on GitLab"),
]
MARKDOWN = [
    pytest.param("[x](https://evil.example) [x]: https://evil.example <https://evil.example>", id="links"),
    pytest.param("https://evil.example www.evil.example mail@evil.example", id="bare links"),
    pytest.param("@everyone @org/team #1 GH-1 user/repo#1 deadbeef1", id="mentions and references"),
    pytest.param("`` `x` ``` </code> ``", id="backticks"),
    pytest.param("**b** __b__ *i* ~~s~~ :tada: $x$ $$x$$", id="inline marks"),
    pytest.param("# head\n\n- item\n\n1. item\n\n> quote\n\n---\n\n    code", id="blocks"),
    pytest.param("1) item", id="list"),
    pytest.param("1 ) item", id="list in two words"),
    pytest.param("| a | b |\n|---|---|", id="table"),
    pytest.param("> [!CAUTION]\n> pwned", id="alert"),
    pytest.param("```mermaid\ngraph TD\n```", id="fence"),
    pytest.param("a\\", id="backslash at the end"),
    pytest.param("&copy; &#64;everyone", id="entities that become marks"),
]
HOSTILE = [*PAYLOADS, *COMMANDS, *MARKDOWN]
ALL = [*HOSTILE, *ENDLESS]
