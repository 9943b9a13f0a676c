# /// attack
# title = "Has tests of its own beside the work, and runs them"
# [files]
# "conftest.py" = "import pytest\n"
# "test_mine.py" = "from tiny_double import double\n\n\ndef test_it():\n    assert double(1) == 2\n"
# ///
def double(x):
    return 2 * x


def test_double():
    assert double(2) == 4


test_double()
