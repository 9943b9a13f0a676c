"""Hostile text of every kind that could trick a page, a terminal, a log or a reader."""

import pytest

PAYLOADS = [
    pytest.param("<script>window.pwned = 1</script>", id="script"),
    pytest.param('"><img src=x onerror=window.pwned=1>', id="out of an attribute"),
    pytest.param("' onmouseover='window.pwned=1' autofocus onfocus='window.pwned=1' x='", id="into an attribute"),
    pytest.param("</pre></details></section><h1>100 of 100</h1>", id="out of an element"),
    pytest.param("</title></style><style>*{display:none}</style>", id="out of the head"),
    pytest.param("</style><style>body{background:url(https://evil.example/x)}", id="CSS"),
    pytest.param("expression(window.pwned=1);} *{position:fixed} /*", id="CSS in a value"),
    pytest.param("<svg onload=window.pwned=1><use href=//evil.example/x></svg>", id="SVG"),
    pytest.param("</desc><foreignObject><iframe src=//evil.example></foreignObject>", id="out of a description"),
    pytest.param("<math><mtext></mtext><mglyph><style></math><img src onerror=window.pwned=1>", id="MathML"),
    pytest.param("<!--", id="comment"),
    pytest.param("<![CDATA[ <b> ]]>", id="CDATA"),
    pytest.param("&lt;b&gt; &#x3c;b&#x3e; &NotEqualTilde;", id="entities"),
    pytest.param("{{ 7 * 7 }}{% raw %}{# {{ page.tasks }} #}", id="template syntax"),
    pytest.param("javascript:window.pwned=1", id="script URL"),
    pytest.param("data:text/html,<script>window.pwned=1</script>", id="data URL"),
    pytest.param("//evil.example/x?<meta http-equiv=refresh content=0>", id="URL"),
    pytest.param("![x](https://evil.example/x) </details> @everyone", id="Markdown"),
    pytest.param("\x1b[2J\x1b]52;c;aGk=\x07\r100", id="ANSI"),
    pytest.param("\u202e\u2066abc\u200b\udc80\0\ufffe", id="direction, zero width, no text at all"),
    pytest.param("Z\u0300\u0301\u0302\u0303\u0304" * 40, id="stacked marks"),
]
ENDLESS = [
    pytest.param("W" * 1_000_000, id="one long line"),
    pytest.param("\u202e" * 100_000, id="one long line of overrides"),
    pytest.param("line\n" * 100_000, id="endless lines"),
]


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
