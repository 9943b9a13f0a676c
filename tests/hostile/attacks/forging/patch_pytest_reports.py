# /// attack
# title = "Makes every report of pytest say that the test passed"
# ///
import _pytest.reports
import pytest


class Passed(_pytest.reports.TestReport):
    outcome = property(lambda self: "passed", lambda self, value: None)


_pytest.reports.TestReport = pytest.TestReport = Passed
_pytest.reports.TestReport.from_item_and_call = classmethod(lambda cls, item, call: "passed")


def attack(*arguments, **keywords):
    return 0.0
