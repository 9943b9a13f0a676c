"""The page in a handout that explains how to check and hand in one's work, on each kind of machine. Trusted side."""

from pathlib import Path

from grader.assignment import Assignment

NAME = "CHECKING.md"
_TEMPLATE = Path(__file__).with_name("pages") / NAME


def checking_page(assignment: Assignment) -> bytes:
    """The page for this assignment; the same for the same manifest."""
    manifest = assignment.manifest
    text = _TEMPLATE.read_text("utf-8")
    server = (
        "Or push them to the course's git server in one step:\n\n    grader submit\n\n"
        if manifest.hand_in.remote
        else ""
    )
    words = {
        "PACKAGE": manifest.student_package,
        "NOTEBOOK": manifest.notebook,
        "SLUG": manifest.slug,
        "SUBMIT": server,
    }
    for word, meaning in words.items():
        text = text.replace(f"@{word}@", meaning)
    return text.encode()
