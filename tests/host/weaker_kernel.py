"""Runs the command line on a kernel that refuses something, as old kernels and containers do.

Called as `weaker_kernel.py REFUSALS ARGUMENTS...`, where REFUSALS are those of `tests.environments.restrict`. A doctor
makes only its attempts on files there: all of them are made in doctor/test_examination.py and in tests/environments.
"""

import sys

from grader.cli.launch import run
from grader.host.doctor.canaries import GROUPS
from tests.environments.restrict import restrict

if __name__ == "__main__":
    for group in GROUPS.keys() - {"files"}:
        del GROUPS[group]
    restrict(sys.argv[1])
    sys.exit(run(sys.argv[2:]))
