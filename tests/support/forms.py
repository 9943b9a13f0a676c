"""The results in every form that there is, and what the runner of Classroom 50 tells its autograder."""

from datetime import UTC, datetime

from grader.ci import classroom50, gitlab, gradescope
from grader.ci.github import annotations
from grader.ci.junit import junit
from grader.ci.results import Results
from grader.ci.summary import summary

NOW = datetime(2026, 9, 1, 12, 0, 0, tzinfo=UTC)
RUNNER = {
    "CLASSROOM": "cs-101",
    "ASSIGNMENT": "backprop",
    "ASSIGNMENT_TYPE": "group",
    "OWNER": "alice",
    "SUBMISSION_TAG": "submit/2026-09-01T12-00-00Z-a1b2c3d",
    "COMMIT_URL": "https://github.example/c",
    "RELEASE_URL": "https://github.example/r",
    "REVIEW_URL": "https://github.example/v",
}


def all_forms(results: Results) -> dict[str, str]:
    """Each form, by what it is called where it goes."""
    return {
        "annotations": annotations(results),
        "summary": summary(results),
        "junit.xml": junit(results).decode(),
        "code quality": gitlab.code_quality(results).decode(),
        "results.json": gradescope.document(results).decode(),
        "result.json": classroom50.document(results, classroom50.WorkflowRun.of(RUNNER), NOW).decode(),
    }


def every_form(results: Results) -> str:
    """All of them in one text."""
    return "\n".join(all_forms(results).values())
