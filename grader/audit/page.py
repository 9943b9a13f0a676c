"""Findings -> one self-contained HTML page in the look of the reports, and JSON. Trusted side."""

from functools import cache

import msgspec
from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined

from grader.audit.findings import Audit


def render_audit(audit: Audit) -> str:
    """The page of an audit."""
    return _environment().get_template("audit.html").render(audit=audit)


def encode_audit(audit: Audit) -> bytes:
    """The findings as JSON."""
    return msgspec.json.format(msgspec.json.encode(audit), indent=2) + b"\n"


@cache
def _environment() -> Environment:
    return Environment(
        loader=ChoiceLoader([PackageLoader("grader.audit"), PackageLoader("grader.report")]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
