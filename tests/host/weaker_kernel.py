"""Runs the command line on a kernel that refuses something, as old kernels and containers do.

Called as `weaker_kernel.py REFUSALS ARGUMENTS...`, where REFUSALS are those of `tests.environments.restrict`.
"""

import sys

from grader.cli.launch import run
from tests.environments.restrict import restrict

if __name__ == "__main__":
    restrict(sys.argv[1])
    sys.exit(run(sys.argv[2:]))
