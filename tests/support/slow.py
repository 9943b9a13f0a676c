"""The slow tests: they really grade, open pages, or start many processes. `-m "not slow"` leaves them out."""

import pytest

SLOW = (
    "tests/assignments/test_public_tests.py",
    "tests/assignments/test_readme.py",
    "tests/audit/",
    "tests/batteries/",
    "tests/browser/",
    "tests/ci/test_junit.py::test_every_character_there_is_can_be_written_and_read",
    "tests/ci/test_markdown.py::test_a_summary_that_would_not_be_taken_is_cut_between_its_parts",
    "tests/cli/",
    "tests/distributions/",
    "tests/docs/test_cookbook.py",
    "tests/docs/test_tutorial.py",
    "tests/docs/test_week_after.py",
    "tests/docs/test_security.py::test_a_report_carries_as_many_bits_as_the_page_says",
    "tests/environments/",
    "tests/exam/judging/test_asserted.py",
    "tests/exam/test_author_api.py",
    "tests/exam/running/test_author_mistakes.py",
    "tests/exam/running/test_call_seconds.py",
    "tests/exam/judging/test_class_names.py",
    "tests/exam/diagnosis/test_diagnosis.py",
    "tests/exam/diagnosis/test_likeness.py",
    "tests/exam/checks/test_every_pair.py",
    "tests/exam/test_exam.py",
    "tests/exam/task/test_first_loads.py",
    "tests/exam/test_first_semester.py",
    "tests/exam/test_golden.py",
    "tests/exam/task/test_jupyter.py",
    "tests/exam/task/test_notebook.py",
    "tests/exam/explain/test_novices.py",
    "tests/exam/running/test_extra_files.py",
    "tests/exam/running/test_plain_session.py",
    "tests/exam/running/test_pool.py",
    "tests/exam/running/test_properties.py",
    "tests/exam/public/test_drawing_work.py",
    "tests/exam/public/test_plain_asserts.py",
    "tests/exam/public/test_public_tests.py",
    "tests/exam/public/test_pytest_sessions.py",
    "tests/exam/running/test_pure.py",
    "tests/exam/source/test_redefinitions.py",
    "tests/exam/running/test_seeds.py",
    "tests/exam/diagnosis/test_several_mistakes.py",
    "tests/exam/running/test_time.py",
    "tests/exam/running/test_zygotes.py",
    "tests/exam/judging/test_withheld.py",
    "tests/exam/judging/test_unusable_values.py",
    "tests/gradebook/",
    "tests/guest/",
    "tests/hand_in/",
    "tests/handout/",
    "tests/host/",
    "tests/hostile/",
    "tests/intake/sources/",
    "tests/intake/test_archive.py",
    "tests/intake/test_archive_properties.py",
    "tests/intake/test_hostile_zips.py",
    "tests/intake/test_tar.py",
    "tests/notebook_execution/",
    "tests/report/test_inert_pages.py",
    "tests/report/test_render.py",
    "tests/solutions/test_gradient_visualization.py",
    "tests/solutions/test_jacobian_analysis.py",
    "tests/solutions/test_python_basics.py",
    "tests/solutions/test_samples.py",
    "tests/solutions/test_subtle_work.py",
    "tests/solutions/test_tidy_data.py",
    "tests/test_api.py",
    "tests/test_import_contracts.py",
    "tests/test_once.py",
    "tests/test_sanitize.py::test_no_mixture_of_marks_is_more_than_text",
    "tests/test_sanitize_contexts.py::test_no_mixture_of_marks_is_more_than_text",
    "tests/wire/test_measure.py",
)
"""Folders, files and tests, by what their ids begin with."""


LONGEST = ("tests/browser/", "tests/batteries/")


def longest_first(items: list[pytest.Item]) -> None:
    """Puts what takes long before what does not, so that no worker has a long test left when the others are done.

    Workers take from one another what stands last.
    """
    items.sort(key=lambda item: (item.get_closest_marker("slow") is None, not item.nodeid.startswith(LONGEST)))


def mark_slow(items: list[pytest.Item]) -> None:
    """Marks what takes long."""
    for item in items:
        if item.nodeid.startswith(SLOW):
            item.add_marker(pytest.mark.slow)
