"""Hostile text of every kind that could trick a page, a terminal or a reader."""

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
