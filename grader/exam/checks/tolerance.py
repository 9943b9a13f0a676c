"""How close is close enough, in one place and with the reasons. Trusted side."""

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray


class Tolerance(Struct, frozen=True):
    """How far a value may be off, element by element.

    Attributes:
        relative: As a multiple of the size of the expected element.
        absolute: As a number.
        scaled: As a multiple of the size of the largest expected element of the same array.
    """

    relative: float
    absolute: float
    scaled: float = 0.0

    def bounds(self, expected: NDArray[np.float64]) -> NDArray[np.float64]:
        """The largest error of each element of an array; no finite number is close to an infinite one."""
        sizes = np.where(np.isfinite(expected), np.abs(expected), 0.0)
        largest = float(sizes.max()) if sizes.size else 0.0
        return np.asarray(self.absolute + self.relative * sizes + self.scaled * largest)


ANALYTIC = Tolerance(1e-10, 1e-13)
"""For values with a closed form, where only double precision will do: another order of operations costs about
1e-15.

Measured over all comparisons of three tasks of the bundled assignment with fifteen alternatives, a sample and the
reference, none used more than a thousandth of this (9.4e-4: loops in pure Python beside matrix products), and values
below 1e-3 differed by 1e-16 at most.
"""

VALUE = Tolerance(1e-4, 1e-9, scaled=1e-5)
"""For tests of a value that leave its accuracy to a separate test: float32 passes, and so does a small constant that
was added against a division by zero. If a rule is broken, values are off by more.

Measured over all such comparisons of the bundled assignment under ten seeds, in parts of this: work in float32 uses
2.4 %, and a constant added to a divisor p (1 - p) 0.05 % with 1e-9, 0.5 % with 1e-8, 5 % with 1e-7 and half with 1e-6.
"""

ACCURATE = Tolerance(1e-6, 0.0, scaled=1e-9)
"""For the test of accuracy, which chooses inputs that lose digits: where p is within 1e-6 of y, p - y
is right to 1e-10 in double precision and to a tenth in float32 (a rounding error of 1e-16 or 6e-8 over 1e-6); a
constant of 1e-9 beside p (1 - p) is a thousandth of it, and the rounding of a value near 1 over a step of 1e-5 is 1e-5.
"""

NUMERICAL = Tolerance(1e-6, 1e-8)
"""For values approximated by a difference quotient: rounding is divided by the step, and a one-sided quotient
errs by the step itself. The step in a test has to be chosen so that the error it looks for is larger than this.

Measured in the same way as `ANALYTIC`, none used more than two thousandths (1.6e-3: a value computed by way of other
logarithms, divided by the smallest step, off by 1.7e-11).
"""
