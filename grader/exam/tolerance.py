"""How close is close enough, in one place and with the reasons. Trusted side."""

from msgspec import Struct


class Tolerance(Struct, frozen=True):
    """`|actual - expected| <= absolute + relative * |expected|`, elementwise."""

    relative: float
    absolute: float


ANALYTIC = Tolerance(1e-10, 1e-13)
"""For values with a closed form: another order of operations costs about 1e-15, central differences with h = 1e-5
come only to 1e-9 of the gradient, so a numerical gradient in place of backpropagation is told apart.

Measured over all comparisons of Tasks 1.1, 2.1 and 4.1 with fifteen alternatives, a sample and the reference, none used
more than a thousandth of this (9.4e-4: loops in pure Python beside matrix products), and values below 1e-3 differed by
1e-16 at most.
"""

NUMERICAL = Tolerance(1e-6, 1e-8)
"""For finite differences as the contract asks for them: rounding is divided by the step, one-sided ones err by h. The
choice of step in a test has to make the error that it looks for larger than this.

Measured in the same way, none used more than two thousandths (1.6e-3: a loss written with other logarithms, divided by
the smallest step, off by 1.7e-11).
"""
