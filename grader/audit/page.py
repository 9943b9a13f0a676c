"""Findings -> one self-contained HTML page in the look of the reports, and JSON. Trusted side."""

from functools import cache

import msgspec
from jinja2 import Environment

from grader.audit.findings import Audit
from grader.report.environment import make_environment


def render_audit(audit: Audit) -> str:
    """The page of an audit."""
    return _environment().get_template("audit.html").render(audit=audit)


def encode_audit(audit: Audit) -> bytes:
    """The findings as JSON."""
    return msgspec.json.format(msgspec.json.encode(audit), indent=2) + b"\n"


@cache
def _environment() -> Environment:
    return make_environment("grader.audit")
